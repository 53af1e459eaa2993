import { join } from 'node:path';

import { execa } from 'execa';

import type { PlatformContract } from '../platform/platform-contract.ts';

/** An object of the release, as `kapp inspect` sees it. */
export interface ReleasedObject {
  readonly kind: string;
  readonly name: string;
  readonly isReady: boolean;
}

export interface InspectOptions {
  readonly binDirectory: string;
  readonly contract: PlatformContract;
  readonly signal: AbortSignal;
}

interface Row {
  readonly kind: string;
  readonly name: string;
  readonly reconcile_state: string;
  readonly owner: string;
}

export const readObjects = async (options: InspectOptions): Promise<readonly ReleasedObject[]> => {
  const { binDirectory, contract, signal } = options;
  const { stdout } = await execa(
    join(binDirectory, 'kapp'),
    [
      'inspect',
      '--app=shop',
      '--namespace=shop-local',
      `--kubeconfig=${contract.kubeconfig}`,
      `--kubeconfig-context=${contract.context}`,
      '--json',
    ],
    { cancelSignal: signal },
  );
  const { Tables } = JSON.parse(stdout) as { Tables: { Rows: Row[] | null }[] };
  return Tables.flatMap(({ Rows }) => Rows ?? [])
    .filter(({ owner }) => owner === 'kapp')
    .map(({ kind, name, reconcile_state }) => ({ kind, name, isReady: reconcile_state === 'ok' }));
};

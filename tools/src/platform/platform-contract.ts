import { readFileSync } from 'node:fs';

import { writePrivateFile } from './write-private-file.ts';

export type Builder =
  { readonly kind: 'buildkit'; readonly address: string } | { readonly kind: 'docker' };

/** `.nx-gitops/platform.json`: what the plugin knows of the platform. */
export interface PlatformContract {
  readonly version: 1;
  /** Images of `HOST/PATH` are at `<mirror>/HOST/PATH`. */
  readonly mirror: string;
  readonly builder: Builder;
  /** What a `FROM` line names, and what takes its place. */
  readonly baseImages: Readonly<Record<string, string>>;
  readonly kubeconfig: string;
  readonly context: string;
  readonly openapi: string;
}

export const readContract = (path: string): PlatformContract | undefined => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as PlatformContract;
  } catch {
    return undefined;
  }
};

/** Left alone when nothing changed. */
export const writeContract = (path: string, contract: PlatformContract): void => {
  if (JSON.stringify(readContract(path)) === JSON.stringify(contract)) return;
  writePrivateFile(path, `${JSON.stringify(contract, undefined, 2)}\n`);
};

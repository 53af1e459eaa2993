import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seeded } from '../corpus/seeded.ts';
import { kubectl } from '../workspace/cluster.ts';
import {
  configMap,
  createSnapshot,
  deployment,
  deploySnapshot,
  writeSnapshot,
} from '../workspace/snapshot.ts';
import type { Workspace } from '../workspace/workspace.ts';

let small: Workspace;
let inNamespace: string;

/** Every round changes an object, makes one, and deletes the one that the round before made. */
const objects = (round: number): string[] => [
  ...['a', 'b', 'c'].map((name) => configMap(name, `round-${String(round)}`)),
  configMap(`of-round-${String(round)}`),
  deployment('web'),
];

beforeAll(async () => {
  const workspace = await createSnapshot(...objects(0));
  inNamespace = `--namespace=${workspace.id}-staging`;
  small = workspace.withEnvironment({ NX_GITOPS_LEASE_SECONDS: '6' });
});

afterAll(() => small?.dispose());

async function deploys(): Promise<number> {
  const began = Date.now();
  await deploySnapshot(small);
  return Date.now() - began;
}

async function killedAfter(milliseconds: number): Promise<void> {
  const bin = join(small.root, 'node_modules/nx-gitops/bin/nx-gitops.mjs');
  const child = execa(process.execPath, [bin, 'deploy'], {
    cwd: small.root,
    reject: false,
    env: { NX_GITOPS_LEASE_SECONDS: '6' },
  });
  await sleep(milliseconds);
  child.kill('SIGKILL');
  await child;
}

const read = (...args: string[]): Promise<string> => kubectl([...args, inNamespace]);

it('killed at ten points, the next deploy converges and leaves nothing over', async () => {
  const whole = await deploys();
  const random = seeded(6);
  for (let round = 1; round <= 10; round++) {
    await writeSnapshot(small, ...objects(round));
    await killedAfter(random.below(whole));
    await deploys();
    const live = await read(
      ...['get', 'configmaps', '--selector=kapp.k14s.io/association'],
      '--output=jsonpath={range .items[*]}{.metadata.name}={.data.value} {end}',
    );
    expect(live.trim().split(' ').sort()).toEqual([
      ...['a', 'b', 'c'].map((name) => `${name}=round-${String(round)}`),
      `of-round-${String(round)}=old`,
    ]);
    const lease = ['get', 'lease', 'nx-gitops-small', '--output=jsonpath={.spec.holderIdentity}'];
    expect(await read(...lease)).toBe('');
  }
  const { stdout } = await small.cli('history', '--format=json');
  expect((JSON.parse(stdout) as { result: string }[])[0]?.result).toBe('deployed');
  expect((await small.cli('diff')).stdout).toContain('nothing to change');
}, 600_000);

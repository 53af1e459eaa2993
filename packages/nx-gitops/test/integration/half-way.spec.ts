import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openCutServer, type CutServer, type Ending } from '../workspace/cut-server.ts';
import { expectError } from '../workspace/refusal.ts';
import { addRemote } from '../workspace/remote.ts';
import {
  configMap,
  createSnapshot,
  deploySnapshot,
  deployment,
  snapshotPath,
} from '../workspace/snapshot.ts';
import { withServer } from '../workspace/weak-access.ts';
import type { Workspace } from '../workspace/workspace.ts';

let small: Workspace;
let server: CutServer;

/** Two releases of staging, pushed; production is there to be promoted to. */
beforeAll(async () => {
  const workspace = await createSnapshot(configMap('a'), deployment('web'));
  await workspace.edit(
    'config-repository/gitops.yaml',
    (text) => `${text}  production: { namespace: ${workspace.id}-production, locks: pinned }\n`,
  );
  await workspace.commit('feat: old');
  await addRemote(workspace, afterAll);
  await deploySnapshot(workspace);
  await workspace.edit(snapshotPath, (text) => text.replace('value: old', 'value: new'));
  await workspace.commit('feat: new');
  await workspace.git('push', '--quiet');
  await deploySnapshot(workspace);
  server = await openCutServer();
  const throughIt = await withServer(workspace, server.url);
  small = throughIt.withEnvironment({ NX_GITOPS_LEASE_SECONDS: '12' });
  // kubectl keeps what it learned of an API server: the first time it hears more than later.
  for (const line of ['deploy --full', 'drift']) await small.cli(...line.split(' '));
  server.count();
});

afterEach(() => server.restore());

afterAll(async () => {
  server?.close();
  await small?.dispose();
});

const inGit = (): Promise<string[]> =>
  Promise.all([
    small.git('rev-parse', 'HEAD'),
    small.git('status', '--porcelain'),
    small.git('ls-remote', 'origin'),
  ]);

const promotion = 'promote --from=staging --to=production';

/** A command, and what asks the API server the same where it can be done once only. */
const lines: readonly (readonly [line: string, rehearsal?: string])[] = [
  ['diff'],
  ['deploy --dry-run --full'],
  ['deploy --full'],
  ['history'],
  ['inspect'],
  ['logs'],
  ['drift'],
  [promotion, `${promotion} --dry-run`],
  ['rollback --to=-1 --dry-run'],
  ['delete --dry-run'],
  ['preview --list'],
  // The last ones: staging stays closed.
  ['freeze staging --reason=sale'],
  ['unfreeze staging', 'unfreeze staging --dry-run'],
];

const writes = new Set(['deploy --full', promotion]);

const cases = lines.flatMap(([line, rehearsal = line]) =>
  [
    ...(line === promotion ? [0.2, 0.4, 0.6] : [0.5]).map((part) => ['dies', part] as const),
    ...(line === 'diff' ? [['falls silent', 0.5] as const] : []),
  ].map(([ending, part]) => [line, ending as Ending, part, rehearsal] as const),
);

const unreachable = 'CLUSTER_UNREACHABLE';

/** What a deploy says when its lease runs out sooner than anybody else misses the API server. */
const hints = {
  CLUSTER_UNREACHABLE: 'Check the context and your access',
  LEASE_LOST: 'it goes on where it stopped',
} as const;

it.each(cases)(
  '%s, whose API server %s after %d of its answers: one error, and it can be done again',
  async (line, ending, part, rehearsal) => {
    const run = (text: string) => small.cli(...text.split(' '));
    const good = await run(rehearsal);
    expect([0, 2], good.stderr).toContain(good.exitCode);
    const before = await inGit();
    server.cutAfter(Math.floor(server.count() * part), ending);
    const { exitCode, stderr } = await run(line);
    expect(exitCode, stderr).toBe(1);
    const code = writes.has(line) && stderr.includes('LEASE_LOST') ? 'LEASE_LOST' : unreachable;
    const halfWay = stderr.includes('stopped answering') ? 'do the same again' : undefined;
    const problem = code === unreachable ? 'The API server' : 'The lease was lost';
    expect(stderr).toContain(`${code}: `);
    const hint = halfWay ?? hints[code];
    expectError(stderr.slice(stderr.indexOf(code)), { code, problem: [problem], hint });
    expect(await inGit()).toEqual(before);
    await server.restore();
    const again = await run(rehearsal);
    expect(again.exitCode, again.stderr).toBe(good.exitCode);
  },
  180_000,
);

import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectError } from '../workspace/refusal.ts';
import { addRemote } from '../workspace/remote.ts';
import { configMap, createSnapshot } from '../workspace/snapshot.ts';
import { withServer } from '../workspace/weak-access.ts';
import type { Workspace } from '../workspace/workspace.ts';

let small: Workspace;
let silent: Server;

/** It takes every connection and never says a word. */
beforeAll(async () => {
  small = await createSnapshot(configMap('a'));
  await small.edit(
    'config-repository/gitops.yaml',
    (text) => `${text}  production: { namespace: ${small.id}-production, locks: pinned }\n`,
  );
  await small.commit('chore: production');
  await addRemote(small, afterAll);
  silent = createServer((socket) => socket.on('error', () => undefined));
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as { port: number };
  // Without TLS: a handshake that hangs has a time limit of its own.
  small = await withServer(small, `http://127.0.0.1:${port}`);
});

afterAll(async () => {
  silent?.close();
  await small?.dispose();
});

const lines = [
  ...['diff', 'deploy', 'deploy --dry-run', 'history', 'inspect', 'logs', 'delete --yes'],
  ...['rollback --to=HEAD', 'promote --from=staging --to=production', 'drift', 'drift --fix'],
  ...['preview --list', 'preview --gc', 'preview --name=a --delete'],
  ...['freeze staging --reason=x', 'unfreeze staging'],
];

describe('a server that takes a connection and never answers', () => {
  it.concurrent.each(lines)(
    '%s: one error, and no waiting for ever',
    async (line) => {
      const { exitCode, stdout, stderr } = await small.cli(...line.split(' '));
      expect({ exitCode, stdout }, stderr).toEqual({ exitCode: 1, stdout: '' });
      expectError(stderr, {
        code: 'CLUSTER_UNREACHABLE',
        problem: ['The API server of context', 'does not answer'],
        hint: 'Check the context and your access',
      });
    },
    90_000,
  );
});

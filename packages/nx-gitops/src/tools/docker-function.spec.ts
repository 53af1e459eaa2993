import { expect, it } from 'vitest';
import { dockerFunction } from './docker-function.ts';
import type { RunTool } from './run-tool.ts';

it('runs a function without network, rights, or files of the machine', async () => {
  const calls: unknown[] = [];
  const run: RunTool = async (...call) => {
    calls.push(call);
    return { exitCode: 0, stdout: '', stderr: '', all: '', missing: false };
  };
  await dockerFunction(run, 'registry.example/set-labels@sha256:0', 'items: []');
  expect(calls).toEqual([
    [
      'docker',
      [
        ...['run', '--rm', '--interactive', '--network=none', '--user=nobody'],
        ...['--security-opt=no-new-privileges', '--read-only'],
        'registry.example/set-labels@sha256:0',
      ],
      { input: 'items: []' },
    ],
  ]);
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { kubectl } from '../workspace/cluster.ts';
import { readCommands, runCommand } from '../workspace/operations-page.ts';
import { addRemote } from '../workspace/remote.ts';
import { createSmall } from '../workspace/small.ts';
import type { Workspace } from '../workspace/workspace.ts';

let small: Workspace;

const settings = (name: string): string =>
  `application: small\nkubernetes: '1.37.2'\nnamespace: {id}-branch-${name}\n`;

const image = (branch: string): Promise<string> =>
  kubectl([
    ...['get', 'deployment/hello', `--namespace=${small.id}-branch-${branch}`],
    '--output=jsonpath={.spec.template.spec.containers[0].image}',
  ]);

/** Builds, locks and renders what the branch has, commits it, and deploys that commit. */
async function release(): Promise<void> {
  const { exitCode, output } = await small.nx('run', 'config-repository:render');
  expect(exitCode, output).toBe(0);
  await small.commit('chore(release): publish');
  const deployed = await small.cli('deploy');
  expect(deployed.exitCode, deployed.stderr).toBe(0);
}

beforeAll(async () => {
  small = await createSmall({ 'config-repository/gitops.yaml': settings('staging') });
  await small.git('config', 'user.name', 'test');
  await small.git('config', 'user.email', 'test@example.com');
  await addRemote(small, afterAll);
  await small.git('branch', '--move', 'staging');
  await release();
  await small.git('checkout', '--quiet', '-b', 'production');
  await small.write(
    'config-repository/gitops.yaml',
    settings('production').replace('{id}', small.id),
  );
  await release();
});

afterAll(async () => small?.dispose());

it('gives each branch its own namespace, locks and snapshot', async () => {
  expect(await image('production')).toBe(await image('staging'));
  await small.git('checkout', '--quiet', 'staging');
  await small.write('apps/hello/hello.txt', `newer ${small.id}\n`);
  await release();
  expect(await image('production')).not.toBe(await image('staging'));
});

it('brings a release from branch to branch as docs/operations.md says, without building it again', async () => {
  const commands = (await readCommands()).get('Environments as branches') ?? [];
  expect(commands).toHaveLength(5);
  const outputs: string[] = [];
  for (const command of commands) outputs.push(await runCommand(small, command));
  expect(outputs.join('\n')).not.toMatch(/nx run hello:/);
  expect((await small.cli('why', 'hello')).stdout).toContain('fresh');
  expect(await image('production')).toBe(await image('staging'));
  expect(await small.read('config-repository/.release/state.yaml')).toContain(
    `namespace: ${small.id}-branch-production`,
  );
});

import { readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readPlatformFile } from '../workspace/platform-file.ts';
import { addRemote } from '../workspace/remote.ts';
import { repositoryRoot } from '../workspace/repository-root.ts';
import { smallFiles } from '../workspace/small.ts';
import { createWorkspace, type Workspace } from '../workspace/workspace.ts';

let shop: Workspace;

const files = Object.entries(smallFiles).map(
  ([path, text]) =>
    [path.replaceAll('hello', 'catalog'), text.replaceAll('hello', 'catalog')] as const,
);

const settings = `application: {id}
kubernetes: '1.37.2'
waitTimeout: 90s
defaultEnvironment: staging
environments:
  staging: { namespace: {id}-staging }
  production: { namespace: {id}-production, locks: pinned, protected: true }
`;

/** The commands of the page's walk through a day, with the exit code that it says. */
async function readCommands(): Promise<readonly { line: string; exitCode: number }[]> {
  const page = await readFile(join(repositoryRoot, 'docs/operations.md'), 'utf8');
  const day = /\n## A day\n([\s\S]*?)\n## /.exec(page)?.[1] ?? '';
  return [...day.matchAll(/```sh\n([\s\S]*?)```/g)]
    .flatMap(([, block = '']) => block.trim().split('\n'))
    .map((line) => ({ line, exitCode: Number(/# exit code (\d+)/.exec(line)?.[1] ?? 0) }));
}

beforeAll(async () => {
  shop = await createWorkspace({
    ...Object.fromEntries(files),
    'config-repository/gitops.yaml': settings,
  });
  await shop.git('config', 'user.name', 'test');
  await shop.git('config', 'user.email', 'test@example.com');
  await addRemote(shop, afterAll);
  const run = async (act: Promise<{ exitCode: number; output?: string; stderr?: string }>) => {
    const { exitCode, output, stderr } = await act;
    expect(exitCode, output ?? stderr).toBe(0);
  };
  await run(shop.nx('run', 'config-repository:publish'));
  await run(shop.cli('deploy'));
  await run(shop.cli('promote', '--from=staging', '--to=production'));
  await run(shop.cli('deploy', '--environment=production', '--yes'));
});

afterAll(async () => shop?.dispose());

it('runs every command of the walk through a day', async () => {
  const commands = await readCommands();
  expect(commands.length).toBeGreaterThan(20);
  const { kubeconfig = '' } = await readPlatformFile();
  const bin = join(shop.root, 'node_modules', '.bin');
  const env = {
    PATH: [bin, process.env['PATH']].join(delimiter),
    KUBECONFIG: kubeconfig,
    NX_DAEMON: 'false',
    NX_TUI: 'false',
    CI: 'true',
  };
  for (const { line, exitCode } of commands) {
    const command = line
      .replaceAll('shop-', `${shop.id}-`)
      .replace(/^npx nx-gitops/, 'node node_modules/nx-gitops/bin/nx-gitops.mjs')
      .replace(/^npx nx /, 'nx ');
    const options = { cwd: shop.root, env, all: true, reject: false } as const;
    const result = await execa('sh', ['-c', command], options);
    expect(result.exitCode, `${line}\n${result.all}`).toBe(exitCode);
  }
  expect(await shop.git('status', '--porcelain')).toBe('');
  expect(await shop.git('rev-parse', 'HEAD')).toBe(await shop.git('rev-parse', 'origin/main'));
});

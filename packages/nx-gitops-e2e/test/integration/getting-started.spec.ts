import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, it, onTestFinished } from 'vitest';
import { serveTarball } from '../workspace/npm-registry.ts';
import { packPlugin } from '../workspace/pack-plugin.ts';

const page = fileURLToPath(new URL('../../../../docs/getting-started.md', import.meta.url));

/** The commands of the page, with the exit code that it says. */
async function readCommands(): Promise<readonly { line: string; exitCode: number }[]> {
  const text = await readFile(page, 'utf8');
  return [...text.matchAll(/```sh\n([\s\S]*?)```/g)]
    .flatMap(([, block = '']) => block.trim().split('\n'))
    .map((line) => ({ line, exitCode: Number(/# exit code (\d+)/.exec(line)?.[1] ?? 0) }));
}

/** What the page says to write: the cluster is that of the local platform, which needs no context. */
async function writeSettings(root: string): Promise<void> {
  const file = join(root, 'config-repository/gitops.yaml');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('environments:', `kubernetes: '1.37.2'\nenvironments:`));
}

it('goes from an empty folder to a service that runs, by the commands of the page', async () => {
  const id = `g${randomBytes(3).toString('hex')}`;
  const folder = await mkdtemp(join(tmpdir(), `nx-gitops-e2e-${id}-`));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const registry = await serveTarball(await packPlugin(folder));
  onTestFinished(registry.close);
  const root = join(folder, id);
  const env = {
    PATH: [join(root, 'node_modules/.bin'), process.env['PATH']].join(delimiter),
    npm_config_registry: registry.url,
    npm_config_prefer_offline: 'true',
    NX_DAEMON: 'false',
    NX_TUI: 'false',
    CI: 'true',
    NO_COLOR: '1',
    FORCE_COLOR: '0',
    SOPS_AGE_KEY_FILE: join(folder, 'keys.txt'),
    ...Object.fromEntries(
      ['AUTHOR', 'COMMITTER'].flatMap((who) => [
        [`GIT_${who}_NAME`, 'test'],
        [`GIT_${who}_EMAIL`, 'test@example.com'],
      ]),
    ),
  };
  const deploys: string[] = [];
  for (const { line, exitCode } of await readCommands()) {
    const command = line.replaceAll('acme', id).replace(/^npx nx /, 'nx ');
    if (command.includes('nx-gitops:service')) await writeSettings(root);
    const cwd = command.startsWith('git init') ? folder : root;
    const result = await execa('sh', ['-c', command], { cwd, env, all: true, reject: false });
    expect(result.exitCode, `${line}\n${result.all}`).toBe(exitCode);
    if (line.startsWith('npx nx deploy')) deploys.push(result.all);
  }
  const [first, second, third] = deploys;
  expect(first).toMatch(/nx run hello:build-image[^]*\+ Deployment \S+\/hello/);
  expect(second).toContain('the snapshot is what was deployed last');
  expect(third).toMatch(/nx run hello:build-image[^]*1 to update[^]*~ Deployment \S+\/hello/);
}, 900_000);

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { createFreshWorkspace } from '../workspace/fresh-workspace.ts';

const page = fileURLToPath(new URL('../../../../docs/reference.md', import.meta.url));

/** The examples of the reference, but for those that ask a person or a cluster. */
async function readExamples(): Promise<readonly string[][]> {
  const lines = (await readFile(page, 'utf8')).match(/^nx g nx-gitops:.*$/gm) ?? [];
  return lines
    .filter((line) => !/:adopt\b|--prompt/.test(line))
    .map((line) => line.replace(/^nx /, '').split(' '));
}

it('runs every example of the reference, and changes nothing the second time', async () => {
  const variant = { nx: '24.0.6', manager: 'npm', isPackageBased: false, isTyped: false } as const;
  const { run, dispose } = await createFreshWorkspace(variant);
  onTestFinished(dispose);
  const commit = async (message: string): Promise<void> => {
    await run('git', 'add', '--all');
    await run('git', 'commit', '--quiet', '--no-verify', `--message=${message}`);
  };
  await run('nx', 'g', 'nx-gitops:init', '--no-hooks');
  await run('nx', 'g', 'nx-gitops:service', 'catalog', '--registry=registry.acme.example/acme');
  await commit('feat: catalog');
  const examples = await readExamples();
  const names = new Set(examples.map(([, name = '']) => name.replace('nx-gitops:', '')));
  expect([...names].sort()).toEqual([
    'chart',
    'ci',
    'eject',
    'environment',
    'init',
    'preview',
    'service',
  ]);
  for (const example of examples) {
    const line = example.join(' ');
    await run('nx', ...example);
    await commit(line);
    await run('nx', ...example);
    expect(await run('git', 'status', '--porcelain'), line).toBe('');
  }
  await run('nx', 'sync:check');
}, 900_000);

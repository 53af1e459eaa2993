import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { repositoryRoot } from '../workspace/repository-root.ts';
import { createShop } from '../workspace/shop.ts';

it('has committed locks and snapshots that belong to the sources of the example', async () => {
  const shop = await createShop();
  onTestFinished(shop.dispose);
  const settings = 'config-repository/gitops.yaml';
  await shop.write(settings, await readFile(join(repositoryRoot, settings), 'utf8'));
  for (const environment of ['staging', 'production']) {
    const { exitCode, stdout } = await shop.cli('why', '--environment', environment);
    expect(exitCode, stdout).toBe(0);
  }
  const { exitCode, output } = await shop.nx('run-many', '--targets=render,render-production');
  expect(exitCode, output).toBe(0);
  expect(await shop.git('status', '--porcelain', '--', 'config-repository/.release')).toBe('');
});

import type { Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { beforeEach, expect, it } from 'vitest';
import { parseSettings } from '../../model/settings/parse-settings.ts';
import { initGenerator } from '../init/generator.ts';
import { environmentGenerator } from './generator.ts';

let tree: Tree;
const recipient = `age1${'q'.repeat(58)}`;

beforeEach(async () => {
  tree = createTreeWithEmptyWorkspace();
  await initGenerator(tree, { application: 'acme', ageRecipients: [recipient] });
});

const text = (file: string): string => tree.read(file, 'utf8') ?? '';

const snapshot = (): ReadonlyMap<string, string> =>
  new Map(tree.listChanges().map(({ path, content }) => [path, String(content)]));

it('adds settings, values and a rule, and keeps what is there', async () => {
  const before = text('config-repository/gitops.yaml');

  await environmentGenerator(tree, { name: 'canary', context: 'canary-cluster', locks: 'pinned' });

  const { environments } = parseSettings(
    text('config-repository/gitops.yaml'),
    'config-repository',
  );
  expect(environments.find(({ name }) => name === 'canary')).toMatchObject({
    namespace: 'acme-canary',
    context: 'canary-cluster',
    locks: 'pinned',
  });
  expect(text('config-repository/gitops.yaml').startsWith(before.trimEnd())).toBe(true);
  expect(tree.exists('config-repository/environments/canary/values.yaml')).toBe(true);
  expect(text('.sops.yaml')).toContain('environments/canary/values');
  expect(text('.sops.yaml').split(recipient)).toHaveLength(9);
});

it('changes nothing the second time', async () => {
  await environmentGenerator(tree, { name: 'canary' });
  const first = snapshot();

  await environmentGenerator(tree, { name: 'canary', context: 'other' });

  expect(snapshot()).toEqual(first);
});

it('refuses where the release has no environments', async () => {
  tree.write('config-repository/gitops.yaml', 'application: acme\n');

  await expect(environmentGenerator(tree, { name: 'canary' })).rejects.toThrow('OPTIONS_INVALID');
});

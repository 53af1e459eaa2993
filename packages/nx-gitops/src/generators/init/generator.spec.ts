import { readJson, readNxJson, type Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { readCreationRules } from '../../checks/sops/creation-rules.ts';
import { parseSettings } from '../../model/settings/parse-settings.ts';
import { initGenerator } from './generator.ts';

const recipient = `age1${'q'.repeat(58)}`;
const options = { application: 'acme', ageRecipients: [recipient] };

let tree: Tree;

beforeEach(() => {
  tree = createTreeWithEmptyWorkspace();
});

const text = (file: string): string => tree.read(file, 'utf8') ?? '';

const snapshot = (): ReadonlyMap<string, string> =>
  new Map(tree.listChanges().map(({ path, content }) => [path, String(content)]));

describe('an empty workspace', () => {
  it('gets a config repository whose settings are valid', async () => {
    await initGenerator(tree, options);

    const { application, environments } = parseSettings(
      text('config-repository/gitops.yaml'),
      'config-repository',
    );

    expect(application).toBe('acme');
    expect(environments.map(({ name, namespace, locks }) => [name, namespace, locks])).toEqual([
      ['staging', 'acme-staging', 'shared'],
      ['local', 'acme-local', 'own'],
      ['production', 'acme-production', 'shared'],
    ]);
    expect(parse(text('config-repository/umbrella-chart/Chart.yaml'))).toMatchObject({
      name: 'umbrella-chart',
    });
    expect(tree.exists('config-repository/environments/production/values.yaml')).toBe(true);
  });

  it('names the plugin, and the registry for new services, in nx.json', async () => {
    await initGenerator(tree, { ...options, registry: 'ghcr.io/acme/' });

    expect(readNxJson(tree)).toMatchObject({
      plugins: [{ plugin: 'nx-gitops', options: {} }],
      generators: { 'nx-gitops:service': { registry: 'ghcr.io/acme' } },
    });
  });

  it('encrypts the secrets of every environment for the recipients', async () => {
    await initGenerator(tree, options);

    const { rules, problems } = await readCreationRules(text('.sops.yaml'));
    const ruleOf = (path: string) => rules.find((rule) => rule.matches(path));

    expect(problems).toEqual([]);
    for (const environment of ['staging', 'production', 'local']) {
      const folder = `config-repository/environments/${environment}`;
      expect(ruleOf(`${folder}/database.sops.yaml`)?.hasOwnRules).toBe(true);
      expect(ruleOf(`${folder}/values.sops.yaml`)?.hasOwnRules).toBe(false);
      expect([...(ruleOf(`${folder}/values.sops.yaml`)?.recipients ?? [])].join()).toContain(
        recipient,
      );
    }
    expect(ruleOf('apps/other.sops.yaml')).toBeUndefined();
  });

  it('has hooks that judge what is staged', async () => {
    await initGenerator(tree, options);

    expect(text('.husky/pre-commit')).toContain('dist/check.cjs --staged\n');
    expect(text('.husky/pre-merge-commit')).toContain('dist/check.cjs --staged\n');
    expect(text('.husky/pre-push')).toContain('dist/check.cjs --pre-push\n');
    expect(readJson(tree, 'package.json')).toMatchObject({
      scripts: { prepare: 'husky' },
      devDependencies: { husky: expect.any(String) },
    });
  });

  it('keeps what belongs to one machine out of Git', async () => {
    await initGenerator(tree, options);

    expect(text('.gitignore').split('\n')).toEqual(
      expect.arrayContaining(['.nx-gitops', 'config-repository/.release/local']),
    );
  });

  it('changes nothing the second time', async () => {
    await initGenerator(tree, options);
    const first = snapshot();

    await initGenerator(tree, {});

    expect(snapshot()).toEqual(first);
  });
});

describe('what is there', () => {
  it('stays: settings, rules, hooks, scripts', async () => {
    tree.write('deploy/gitops.yaml', 'application: mine\n');
    tree.write('.sops.yaml', 'creation_rules: [] # mine\n');
    tree.write('.husky/pre-commit', 'npx lint-staged\n');
    tree.write('.gitignore', '/node_modules/\n');
    tree.write(
      'package.json',
      '{ "scripts": { "prepare": "build" }, "devDependencies": { "husky": "8.0.0", "prettier": "3" } }',
    );

    await initGenerator(tree, options);

    expect(text('deploy/gitops.yaml')).toBe('application: mine\n');
    expect(tree.exists('config-repository')).toBe(false);
    expect(text('.sops.yaml')).toBe('creation_rules: [] # mine\n');
    expect(text('.husky/pre-commit')).toMatch(/check\.cjs --staged\nnpx lint-staged\n$/);
    expect(text('.gitignore')).toMatch(/^\/node_modules\/\ndist\n/);
    expect(readJson(tree, 'package.json')).toMatchObject({
      scripts: { prepare: 'build && husky' },
      devDependencies: { husky: '8.0.0', 'lint-staged': expect.any(String) },
    });
  });
});

describe('without age-keygen', () => {
  beforeEach(() => {
    vi.stubEnv('PATH', '');
    vi.stubEnv('SOPS_AGE_KEY', undefined);
    vi.stubEnv('SOPS_AGE_KEY_FILE', '/nowhere/keys.txt');
    return () => vi.unstubAllEnvs();
  });

  it('sets up all but secrets, which a later run adds for the environments that there are', async () => {
    await initGenerator(tree, { application: 'acme' });
    expect(tree.exists('config-repository/gitops.yaml')).toBe(true);
    expect(tree.exists('.sops.yaml')).toBe(false);
    const settings = text('config-repository/gitops.yaml').replace('production:', 'canary:');
    tree.write('config-repository/gitops.yaml', settings);

    await initGenerator(tree, options);

    const { rules } = await readCreationRules(text('.sops.yaml'));
    const isCovered = (environment: string): boolean =>
      rules.some((rule) =>
        rule.matches(`config-repository/environments/${environment}/a.sops.yaml`),
      );
    expect([isCovered('staging'), isCovered('canary'), isCovered('production')]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

it('leaves secrets and hooks out where they are not wanted', async () => {
  await initGenerator(tree, { secrets: false, hooks: false });

  expect(tree.exists('.sops.yaml')).toBe(false);
  expect(tree.exists('.husky')).toBe(false);
});

it.each([
  [{ environments: ['Staging'] }, '--environments: "Staging"'],
  [{ ageRecipients: ['AGE-SECRET-KEY-1'] }, '--ageRecipients takes public age keys'],
])('refuses %o', async (wrong, message) => {
  await expect(initGenerator(tree, wrong)).rejects.toThrow(`OPTIONS_INVALID: ${message}`);
  expect(tree.exists('config-repository')).toBe(false);
});

import { expect, it } from 'vitest';
import { parseSettings } from '../model/settings/parse-settings.ts';
import type { Service } from '../workspace/services.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { normalizeOptions } from './options.ts';
import { isDryRun } from './pre-tasks-execution.ts';
import { repositoryTargets } from './repository-targets.ts';
import { serviceTargets } from './service-targets.ts';

const names = normalizeOptions(undefined);
const shop = parseSettings(
  'defaultEnvironment: staging\nenvironments: {local: {locks: own}, production: {locks: pinned}, staging: }\n',
  'config',
);
const service: Service = {
  name: 'catalog',
  project: '@shop/catalog',
  isNamed: true,
  root: 'apps/catalog',
  kbldFile: 'apps/catalog/kbld.yaml',
  images: [],
};
const workspace = (services?: string[]): Workspace => ({
  repositories: [{ ...shop, services }],
  services: [service],
  keys: { cover: () => [], list: () => [], digest: () => '' },
  locks: new Map(),
  tree: new Map(),
});

it('gives a service a lock target for the shared locks and one for each environment with its own', () => {
  const targets = serviceTargets(service, workspace(), names);
  expect(Object.keys(targets)).toEqual(['build-image', 'lock', 'lock-local']);
  expect(targets['build-image']?.dependsOn).toEqual(['build']);
  expect(targets['lock-local']).toMatchObject({
    executor: 'nx-gitops:lock',
    options: { environment: 'local' },
    dependsOn: ['build-image'],
  });
});

it('gives a service that no config repository deploys no lock', () => {
  expect(Object.keys(serviceTargets(service, workspace(['orders']), names))).toEqual([
    'build-image',
  ]);
});

const targetsOf = (stale: readonly string[]) =>
  repositoryTargets(shop, 'config', names, ({ locks }) => (locks === 'pinned' ? [] : stale))
    .targets;

it('depends on the locks of exactly the stale services, of the environment', () => {
  const targets = targetsOf(['@shop/catalog']);
  expect(targets['render']?.dependsOn).toEqual([{ target: 'lock', projects: ['@shop/catalog'] }]);
  expect(targets['render-local']?.dependsOn).toEqual([
    { target: 'lock-local', projects: ['@shop/catalog'] },
  ]);
  expect(targets['render-production']?.dependsOn).toEqual([]);
  expect(targetsOf([])['render']?.dependsOn).toEqual([]);
});

it('has the pipeline once per environment, plain for the default one, and an alias of that', () => {
  const targets = targetsOf([]);
  expect(Object.keys(targets).sort()).toMatchInlineSnapshot(`
    [
      "delete",
      "deploy",
      "deploy-local",
      "deploy-production",
      "deploy-staging",
      "diff",
      "diff-local",
      "diff-production",
      "diff-staging",
      "drift",
      "history",
      "inspect",
      "lock",
      "logs",
      "matrix",
      "preview",
      "preview-delete",
      "preview-gc",
      "promote",
      "publish",
      "render",
      "render-local",
      "render-production",
      "render-staging",
      "report",
      "rollback",
      "secrets-check",
      "secrets-reseal",
      "secrets-rotate",
      "update-images",
      "validate",
      "validate-local",
      "validate-production",
      "validate-staging",
    ]
  `);
  expect(targets['deploy-staging']).toMatchObject({
    executor: 'nx:noop',
    dependsOn: [{ target: 'deploy', params: 'forward' }],
  });
  expect(targets['deploy-local']).toMatchObject({
    options: { environment: 'local' },
    dependsOn: ['render-local', 'validate-local'],
    parallelism: false,
  });
});

it('has plain names only where there are no environments', () => {
  const { targets } = repositoryTargets(
    parseSettings('namespace: x\n', 'config'),
    'config',
    names,
    () => [],
  );
  expect(Object.keys(targets)).toEqual([
    'lock',
    'secrets-check',
    'secrets-reseal',
    'secrets-rotate',
    'render',
    'validate',
    'diff',
    'deploy',
    'publish',
    'drift',
    'rollback',
    'report',
    'promote',
    'matrix',
    'history',
    'inspect',
    'logs',
    'delete',
    'update-images',
    'preview',
    'preview-delete',
    'preview-gc',
  ]);
  expect(targets['deploy']?.options).toEqual({});
});

it('describes every target', () => {
  for (const target of Object.values(targetsOf([])))
    expect(target.metadata?.description).toBeTruthy();
});

it('takes other names from the options, and refuses options that it does not know', () => {
  expect(normalizeOptions({ deployTargetName: 'ship' }).deploy).toBe('ship');
  expect(() => normalizeOptions({ deployTarget: 'ship' })).toThrow(
    /OPTIONS_INVALID.*deployTarget[\s\S]*deployTargetName/,
  );
});

it('sees a dry run in the command line', () => {
  expect(isDryRun(['deploy', '--dry-run'])).toBe(true);
  expect(isDryRun(['deploy', '--dryRun=true'])).toBe(true);
  expect(isDryRun(['deploy', '--dry-run=false'])).toBe(false);
  expect(isDryRun(undefined)).toBe(false);
});

import { expect, it } from 'vitest';
import { parseSettings } from './parse-settings.ts';
import { normalizeValidation } from './validation-settings.ts';

it('fills in every default for the two lines of a repository of the seed', () => {
  const repository = parseSettings('application: my-app\nnamespace: demo\n', 'config-repository');
  expect(repository.environments).toEqual([
    {
      name: 'default',
      isDefault: true,
      namespace: 'demo',
      context: undefined,
      kubernetes: '1.34.0',
      waitTimeout: '5m',
      locks: 'shared',
      committed: false,
      protected: false,
      validation: normalizeValidation(),
      promotion: { from: undefined, soak: 0, healthy: true, registries: {} },
      restartOnSecretChange: true,
      labelPods: true,
      unpinned: [],
      overlays: { shared: [], own: undefined },
      values: [],
      folder: 'config-repository',
      release: 'config-repository/.release',
      lockFolder: 'config-repository/app-locks',
    },
  ]);
});

it('puts the default environment first and the others by name', () => {
  const text =
    'defaultEnvironment: staging\nenvironments: {production: , local: {locks: own}, staging: }\n';
  const { environments } = parseSettings(text, 'config');
  expect(environments.map(({ name, isDefault }) => [name, isDefault])).toEqual([
    ['staging', true],
    ['local', false],
    ['production', false],
  ]);
  expect(environments[1]?.lockFolder).toBe('config/environments/local/app-locks');
  expect(environments[0].values).toEqual(['config/environments/staging/values.yaml']);
});

it('lets an environment override what stands at the top', () => {
  const text = 'namespace: a\ncontext: one\nenvironments: {x: {context: two}}\n';
  const [environment] = parseSettings(text, 'config').environments;
  expect(environment).toMatchObject({ namespace: 'a', context: 'two' });
});

it('takes the folder as the name of the application', () => {
  expect(parseSettings('', 'Config_Repository').application).toBe('config-repository');
});

it.each([
  ['an unknown setting', 'namespace: a\nnamespce: b\n', /config\/gitops\.yaml:2 namespce/],
  [
    'a wrong type',
    'environments:\n  local:\n    values: one\n',
    /gitops\.yaml:3 environments\.local\.values/,
  ],
  ['a bad name', 'namespace: Not_A_Name\n', /gitops\.yaml:1 namespace: Expected lower-case/],
  [
    'the name of the one environment without folder',
    'environments: {default: {}}\n',
    /"default" is what/,
  ],
  ['a default that is no environment', 'defaultEnvironment: x\n', /There is no environment "x"/],
  ['what is not YAML', 'a: [1\n', /YAML_INVALID: config\/gitops\.yaml:2/],
])('refuses %s with file and line', (_, text, message) => {
  expect(() => parseSettings(text, 'config')).toThrow(message);
});

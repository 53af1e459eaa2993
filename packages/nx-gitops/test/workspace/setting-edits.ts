import {
  at,
  chart,
  drop,
  ifThere,
  lockedImages,
  odd,
  put,
  set,
  type Edits,
} from './edit-umbrella.ts';
import { lockOf } from './umbrella.ts';

const settings = 'gitops.yaml';
const values = `${chart}/values.yaml`;
const staging = 'environments/staging/values.yaml';

/** Of values, settings and locks. */
export const settingEdits: Edits = {
  'a value': put(
    () => staging,
    ({ chart: name, n }) => `global:\n  team: blue\n${name}:\n  port: ${n}\n`,
  ),
  'a value in a section with anchors': put(
    () => staging,
    ({ chart: name, n }) =>
      `global: &g {team: blue}\n${name}: {\n"port": ${n},\nlist: [\nplain, 2]}\nother: *g\n`,
  ),
  'a value that is taken away': put(
    () => staging,
    ({ chart: name }) => `global: {team: blue}\n${name}: {port: null}\n`,
  ),
  'a value that the schema refuses': set(staging, /$/, () => '\nstrict: {port: no-number}\n'),
  'a default value': ifThere(({ edit }, { chart: name, n }) =>
    edit(at(name, 'values.yaml'), (text) => text.replace(/port: \d+/, `port: ${n}`)),
  ),
  'a global': set(values, /team: \w+/, ({ n }) => `team: t${n}`),
  'a global of the environment': set(staging, /team: \w+/, ({ n }) => `team: t${n}`),
  'a global that is a condition': set(
    values,
    /team: (\w+).*/,
    (given) => `team: $1\n  conditional: ${odd(given)}`,
  ),
  'a tag': set(values, /extra: \w+/, (given) => `extra: ${odd(given)}`),
  'a condition': set(values, /on: \w+/, (given) => `on: ${odd(given)}`),
  'a value of an alias': set(values, /left:\n {2}port: \d+/, ({ n }) => `left:\n  port: ${n}`),
  'the Kubernetes version': set(settings, /1\.3\d\.0/, ({ n }) => `1.3${n % 6}.0`),
  'the namespace': set(settings, /namespace: \w+/, ({ n }) => `namespace: shop${n % 2}`),
  'the registry of the environment': set(settings, /staging: .*/, (given) =>
    odd(given) ? 'staging: { registry: air.gap/copies }' : 'staging: {}',
  ),
  'pods without labels': set(settings, /^labelPods.*\n|$/, (given) =>
    odd(given) ? 'labelPods: false\n' : '',
  ),
  'an overlay': set(
    settings,
    /^overlays.*\n|$/,
    ({ n }) =>
      ['', 'overlays: [{ command: [cat] }]\n', 'overlays: [{ command: [sed, s/blue/azure/] }]\n'][
        n % 3
      ]!,
  ),
  'a lock': put(
    () => 'app-locks/third-party.kbld.lock.yml',
    ({ n }) => lockOf(lockedImages, String(n % 10)),
  ),
  'search rules': put(
    () => 'kbld-config.yaml',
    ({ n }) =>
      `apiVersion: kbld.k14s.io/v1alpha1\nkind: Config\nsearchRules:\n  - keyMatcher: { name: ${odd({ chart: '', n }) ? 'lent' : 'who'} }\n`,
  ),
  'search rules that go': drop(() => 'kbld-config.yaml'),
};

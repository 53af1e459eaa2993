import { chartEdits } from './chart-edits.ts';
import { at, drop, ifThere, lockedImages, put, type Edits } from './edit-umbrella.ts';
import { settingEdits } from './setting-edits.ts';
import { config, everything, lockOf, service } from './umbrella.ts';

const release = '.release/staging';

/** One that reads files, one that changes its values on the way, one with a schema and CRDs. */
export const editable: Readonly<Record<string, string>> = {
  ...everything,
  ...service('filer'),
  [at('filer', 'files/text.txt')]: 'text\n',
  [at('filer', 'templates/map.yaml')]: config(
    'filer',
    '  text: {{ .Files.Get "files/text.txt" | quote }}\n  sums: {{ (.Files.Glob "files/*.txt").AsConfig | sha256sum }}',
  ),
  ...service('strict'),
  [at('strict', 'values.schema.json')]: '{"properties":{"port":{"type":"integer"}}}\n',
  [at('strict', 'crds/shelf.yaml')]:
    'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: shelves.example.com\n',
  ...service('able'),
  [at('able', 'templates/map.yaml')]:
    '{{- if semverCompare ">=1.34-0" .Capabilities.KubeVersion.Version }}\n' +
    config('able', '  new: "{{ .Capabilities.APIVersions.Has "batch/v1" }}"') +
    '{{- end }}\n',
  'app-locks/third-party.kbld.lock.yml': lockOf(lockedImages),
};

export const charts = [
  ...['plain', 'asker', 'lender', 'borrower', 'dynamic', 'first', 'second', 'nested', 'hooked'],
  ...['filer', 'strict', 'able', 'library-user', 'conditional', 'added'],
] as const;

const snapshotEdits: Edits = {
  'a file of the tree, by hand': put(
    ({ chart: name }) => `${release}/umbrella/charts/${name}/templates/pod.yaml`,
    ({ n }) => `# ${n}\n`,
  ),
  'a folder of the tree that goes': drop(({ chart: name }) => `${release}/umbrella/charts/${name}`),
  'the snapshot, by hand': ifThere(({ edit }, { n }) =>
    edit(`${release}/state.yaml`, (text) => text.slice(0, n) + text.slice(n + 3)),
  ),
  'the snapshot that goes': drop(() => `${release}/state.yaml`),
  'the record, by hand': ifThere(({ edit }, { n }) =>
    edit(`${release}/render.record`, (text) => text.slice(0, n) + text.slice(n + 1)),
  ),
  'the record that goes': drop(() => `${release}/render.record`),
  'a commit': async ({ commit }) => commit(),
};

export const edits: Edits = { ...settingEdits, ...chartEdits, ...snapshotEdits };

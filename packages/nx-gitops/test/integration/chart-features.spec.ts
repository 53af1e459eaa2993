import { afterAll, beforeAll, expect, it } from 'vitest';
import { renderStage } from '../workspace/render-stage.ts';
import { createWorkspace, type Workspace } from '../workspace/workspace.ts';

const umbrella = 'config-repository/umbrella-chart';

const map = (name: string, ...data: string[]): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n${data.map((line) => `  ${line}\n`).join('')}`;

const hook = (event: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: hook-${event}\n  annotations:\n    helm.sh/hook: ${event}\n`;

const files: Readonly<Record<string, string>> = {
  'nx.json': '{}',
  '.gitignore': '.nx-gitops\nnode_modules\n',
  'config-repository/gitops.yaml': 'application: features\n',
  [`${umbrella}/Chart.yaml`]: `apiVersion: v2
name: features
version: 0.1.0
dependencies:
  - { name: library, version: ^0.1.0, repository: 'file://../../charts/library' }
  - { name: database, version: 0.1.0, repository: 'file://../../charts/database', import-values: [data], condition: database.enabled }
  - { name: database, alias: replica, version: 0.1.0, repository: 'file://../../charts/database' }
  - { name: extra, version: 0.1.0, repository: 'file://../../charts/extra', tags: [extras] }
  - { name: spare, version: 0.1.0, repository: '', condition: spare.enabled }
`,
  [`${umbrella}/values.yaml`]:
    'global: { zone: a }\ntags: { extras: false }\nspare: { enabled: false }\nreplica: { size: 3 }\n',
  [`${umbrella}/templates/own.yaml`]: map(
    '{{ include "library.name" . }}',
    'port: "{{ .Values.port }}"',
  ),
  [`${umbrella}/charts/spare/Chart.yaml`]: 'apiVersion: v2\nname: spare\nversion: 0.1.0\n',
  [`${umbrella}/charts/spare/templates/all.yaml`]: map('spare', 'a: b'),
  'charts/library/Chart.yaml': 'apiVersion: v2\nname: library\nversion: 0.1.0\ntype: library\n',
  'charts/library/templates/_name.tpl':
    '{{ define "library.name" }}{{ .Chart.Name }}-own{{ end }}\n',
  'charts/database/Chart.yaml': `apiVersion: v2
name: database
version: 0.1.0
dependencies:
  - { name: library, version: 0.1.0, repository: 'file://../library' }
`,
  'charts/database/values.yaml': 'size: 1\nexports: { data: { port: 5432 } }\n',
  'charts/database/templates/all.yaml': map(
    '{{ include "library.name" . }}',
    'size: "{{ .Values.size }}"',
    'zone: {{ .Values.global.zone }}',
  ),
  'charts/database/templates/test.yaml': hook('test'),
  [`${umbrella}/crds/kind.yaml`]:
    'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: kinds.example.org\nspec:\n  group: example.org\n',
  'charts/extra/Chart.yaml': 'apiVersion: v2\nname: extra\nversion: 0.1.0\n',
  'charts/extra/templates/all.yaml': map('extra', 'a: b'),
};

let workspace: Workspace;

beforeAll(async () => {
  workspace = await createWorkspace(files);
  const { exitCode, stderr } = await workspace.cli('charts', 'update');
  expect(exitCode, stderr).toBe(0);
});

afterAll(() => workspace?.dispose());

const names = (state: string): string[] =>
  [...state.matchAll(/^ {2}name: (\S+)/gm)].map(([, name = '']) => name).sort();

it('renders what Helm renders: conditions, tags, aliases, imported and global values, libraries, CRDs', async () => {
  const { state } = await renderStage(workspace);
  expect(names(state)).toEqual([
    'database-own',
    'features-own',
    'kinds.example.org',
    'replica-own',
  ]);
  expect(state).toContain('port: "5432"');
  expect(state).toMatch(/size: "3"\n {2}zone: a/);
});

it('follows the values that switch charts on and off', async () => {
  await workspace.edit(
    `${umbrella}/values.yaml`,
    () => 'global: { zone: b }\nport: 1\ndatabase: { enabled: false }\nspare: { enabled: true }\n',
  );
  const { state } = await renderStage(workspace);
  expect(names(state)).toEqual([
    'extra',
    'features-own',
    'kinds.example.org',
    'replica-own',
    'spare',
  ]);
});

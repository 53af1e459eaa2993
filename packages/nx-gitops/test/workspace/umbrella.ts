import { spawnSync } from 'node:child_process';
import { lstat, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { digestDependencies, parseChart } from '../../src/model/chart/chart-lock.ts';
import { parseSettings } from '../../src/model/settings/parse-settings.ts';
import { render } from '../../src/stages/render/render.ts';
import { openGit } from '../../src/tools/git.ts';
import { openApiServers } from '../../src/tools/api-server.ts';
import { openTools } from '../../src/tools/run-tool.ts';

const chart = 'umbrella-chart/Chart.yaml';
const run = openTools(resolve(import.meta.dirname, '../../../..'));

/** A config repository in Git whose charts use everything that crosses, or seems to cross, from one to another. */
export interface Umbrella {
  readonly read: (path: string) => Promise<string>;
  readonly write: (path: string, text: string) => Promise<void>;
  readonly edit: (path: string, change: (text: string) => string) => Promise<void>;
  readonly remove: (path: string) => Promise<void>;
  /** Puts a link in the place of a file. */
  readonly link: (path: string, to: string) => Promise<void>;
  readonly isLink: (path: string) => Promise<boolean>;
  readonly commit: () => void;
  /** Commits what `reset` brings back, files that Git ignores excepted. */
  readonly mark: () => void;
  readonly reset: () => void;
  /** Puts an archive in the place of a chart's folder. */
  readonly pack: (chart: string) => Promise<void>;
  /** Answers what was said of the way. */
  readonly render: (full?: boolean) => Promise<string[]>;
  /** Every file of the snapshot. */
  readonly snapshot: () => Promise<Record<string, string>>;
  readonly dispose: () => Promise<void>;
}

export async function createUmbrella(files: Readonly<Record<string, string>>): Promise<Umbrella> {
  const root = await mkdtemp(join(tmpdir(), 'umbrella-'));
  const at = (path: string): string => join(root, 'shop', path);
  const git = (...args: string[]): void => {
    const result = spawnSync('git', [
      '-C',
      root,
      '-c',
      'user.name=t',
      '-c',
      'user.email=t@t.example',
      ...args,
    ]);
    if (result.status !== 0) throw new Error(String(result.stderr));
  };
  const umbrella: Umbrella = {
    read: (path) => readFile(at(path), 'utf8'),
    write: async (path, text) => {
      await mkdir(dirname(at(path)), { recursive: true });
      await writeFile(at(path), text);
    },
    edit: async (path, change) => umbrella.write(path, change(await umbrella.read(path))),
    remove: (path) => rm(at(path), { recursive: true, force: true }),
    link: async (path, to) => {
      await umbrella.remove(path);
      await symlink(at(to), at(path));
    },
    isLink: async (path) => (await lstat(at(path))).isSymbolicLink(),
    commit: () => {
      git('add', '-A');
      git('commit', '-q', '--allow-empty', '-m', 'x');
    },
    mark: () => {
      umbrella.commit();
      git('tag', 'marked');
    },
    reset: () => {
      git('reset', '-q', '--hard', 'marked');
      git('clean', '-fdq');
    },
    pack: async (name) => {
      const charts = at('umbrella-chart/charts');
      await run('helm', ['package', join(charts, name), '--destination', charts]);
      await umbrella.remove(`umbrella-chart/charts/${name}`);
    },
    render: async (full = false) => {
      const { dependencies = [] } = parseChart(await umbrella.read(chart), chart);
      const digest = digestDependencies(dependencies, []);
      await umbrella.write('umbrella-chart/Chart.lock', `dependencies: []\ndigest: ${digest}\n`);
      const repository = parseSettings(await umbrella.read('gitops.yaml'), 'shop');
      const said: string[] = [];
      const say = (line: string): void => void said.push(line);
      const api = openApiServers(run);
      const stage = { root, run, api, platform: {}, dryRun: false, report: say, detail: say };
      const [environment] = repository.environments;
      const tree = await openGit(root).listWorkingTree();
      await render({ repository, environment, services: [], full, tree }, stage);
      return said;
    },
    snapshot: async () => {
      const folder = at('.release');
      const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name));
      const texts = await Promise.all(
        names.sort().map(async (name) => [name.slice(folder.length), await readFile(name, 'utf8')]),
      );
      return Object.fromEntries(texts) as Record<string, string>;
    },
    dispose: () => rm(root, { recursive: true, force: true }),
  };
  git('init', '-q');
  for (const [path, text] of Object.entries(files)) await umbrella.write(path, text);
  await writeFile(join(root, '.gitignore'), '.nx-gitops\n');
  umbrella.commit();
  return umbrella;
}

const dependency = (name: string, more = ''): string =>
  `  - name: ${name}\n    version: 1.0.0\n    repository: ""\n${more}`;

export const service = (name: string): Record<string, string> => ({
  [`umbrella-chart/charts/${name}/Chart.yaml`]: `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`,
  [`umbrella-chart/charts/${name}/values.yaml`]: `port: 80\nimage: ${name}\n`,
  [`umbrella-chart/charts/${name}/templates/_helpers.tpl`]: `{{- define "${name}.name" -}}{{ .Release.Name }}-{{ .Chart.Name }}{{- end }}\n`,
  [`umbrella-chart/charts/${name}/templates/pod.yaml`]: `apiVersion: v1
kind: Pod
metadata:
  name: {{ include "${name}.name" . }}
  labels: {team: {{ .Values.global.team | quote }}, port: {{ .Values.port | quote }}}
spec:
  containers:
    - name: main
      image: {{ .Values.image }}

`,
});

export const config = (name: string, data: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n${data}\n`;

const services = [
  'plain',
  'tagged',
  'conditional',
  'twin',
  'library-user',
  'asker',
  'lender',
  'borrower',
  'dynamic',
  'first',
  'second',
  'nested',
  'hooked',
];

/** Library chart, globals, capabilities, tags, conditions, alias, import-values, hooks, CRDs, `tpl`, names of others. */
export const everything: Record<string, string> = {
  'gitops.yaml':
    'application: shop\nnamespace: shop\nkubernetes: 1.34.0\nenvironments:\n  staging: {}\n',
  'environments/staging/values.yaml':
    'global:\n  team: blue\n\n# the plain one\nplain:\n  port: 81\n',
  'app-locks/third-party.kbld.lock.yml': '',
  'umbrella-chart/Chart.yaml': `apiVersion: v2\nname: umbrella\nversion: 1.0.0\ndependencies:\n${dependency('lib')}${dependency('tagged', '    tags: [extra]\n')}${dependency('conditional', '    condition: conditional.on,global.conditional\n')}${dependency('twin', '    alias: left\n')}${dependency('twin', '    alias: right\n')}`,
  'umbrella-chart/values.yaml':
    'title: shop\nglobal:\n  team: red\ntags:\n  extra: true\nconditional:\n  on: true\nleft:\n  port: 1\nright:\n  port: 2\n',
  'umbrella-chart/templates/title.yaml': config('title', '  title: {{ .Values.title | quote }}'),
  'umbrella-chart/crds/thing.yaml':
    'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: things.example.com',
  'umbrella-chart/charts/lib/Chart.yaml':
    'apiVersion: v2\nname: lib\nversion: 1.0.0\ntype: library\n',
  'umbrella-chart/charts/lib/templates/_lib.tpl': '{{- define "lib.label" -}}from-lib{{- end }}\n',
  ...services.reduce((all, name) => ({ ...all, ...service(name) }), {}),
  'umbrella-chart/charts/twin/templates/pod.yaml': config(
    '{{ .Chart.Name }}',
    '  port: {{ .Values.port | quote }}',
  ),
  'umbrella-chart/charts/library-user/templates/map.yaml': config(
    'library-user',
    '  label: {{ include "lib.label" . }}',
  ),
  'umbrella-chart/charts/asker/templates/map.yaml': config(
    'asker',
    '  version: {{ .Capabilities.KubeVersion.Version }}\n  sum: {{ include (print $.Template.BasePath "/pod.yaml") . | sha256sum }}',
  ),
  'umbrella-chart/charts/lender/templates/_lent.tpl':
    '{{- define "lender.lent" -}}lent{{- end }}\n',
  'umbrella-chart/charts/borrower/templates/map.yaml': config(
    'borrower',
    '  lent: {{ include "lender.lent" . }}',
  ),
  'umbrella-chart/charts/dynamic/values.yaml':
    'port: 80\nimage: dynamic\ntext: "{{ .Release.Name }}"\n',
  'umbrella-chart/charts/dynamic/templates/map.yaml': config(
    'dynamic',
    '  text: {{ tpl .Values.text . | quote }}\n  own: {{ include (printf "%s.name" .Chart.Name) . }}',
  ),
  ...Object.fromEntries(
    ['first', 'second'].flatMap((name) => [
      [
        `umbrella-chart/charts/${name}/templates/_same.tpl`,
        `{{- define "same.name" -}}${name}{{- end }}\n`,
      ],
      [
        `umbrella-chart/charts/${name}/templates/map.yaml`,
        config(name, '  who: {{ include "same.name" . }}'),
      ],
    ]),
  ),
  'umbrella-chart/charts/nested/Chart.yaml': `apiVersion: v2\nname: nested\nversion: 1.0.0\ndependencies:\n${dependency('inner', '    import-values: [settings]\n')}`,
  'umbrella-chart/charts/nested/charts/inner/Chart.yaml':
    'apiVersion: v2\nname: inner\nversion: 1.0.0\n',
  'umbrella-chart/charts/nested/charts/inner/values.yaml': 'exports:\n  settings:\n    port: 7\n',
  'umbrella-chart/charts/nested/charts/inner/templates/map.yaml': config(
    'inner',
    '  team: {{ .Values.global.team }}',
  ),
  'umbrella-chart/charts/hooked/templates/hook.yaml':
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: hook\n  annotations: {helm.sh/hook: pre-install}\nspec: {containers: [{name: a, image: hooked}]}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: kept\ndata:\n  text: |+\n    a\n\n',
};

export const lockOf = (names: readonly string[], digit = '0'): string =>
  `apiVersion: kbld.k14s.io/v1alpha1\nkind: Config\noverrides:\n${names.map((name) => `  - image: ${name}\n    newImage: registry.example/${name}@sha256:${digit.repeat(64)}\n    preresolved: true\n`).join('')}`;

/** One image for each service; the charts of `twin` have none. */
export const images = [...services.filter((name) => name !== 'twin'), 'added'];
everything['app-locks/third-party.kbld.lock.yml'] = lockOf(images);

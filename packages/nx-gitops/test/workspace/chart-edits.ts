import { at, chart, drop, ifThere, odd, put, set, type Edits } from './edit-umbrella.ts';
import { config, service } from './umbrella.ts';

/** Of charts and their templates. */
export const chartEdits: Edits = {
  'a template': put(
    ({ chart: name }) => at(name, 'templates/extra.yaml'),
    ({ chart: name, n }) =>
      config(`extra-${name}`, `  count: "${n}"\n  same: {{ include "same.name" . | quote }}`),
  ),
  'a template that goes': drop(({ chart: name }) => at(name, 'templates/extra.yaml')),
  'a template of several documents': put(
    ({ chart: name }) => at(name, 'templates/many.yaml'),
    ({ chart: name, n }) =>
      `# ${n}\n---\n${config(`many-${name}`, `  count: "${n}"`)}---\n# nothing\n---\n${config(`more-${name}`, '  text: |\n    ---x\n    image: no\n')}`,
  ),
  'a template that is called otherwise': ifThere(
    async ({ read, write, remove }, { chart: name }) => {
      const text = await read(at(name, 'templates/pod.yaml'));
      await remove(at(name, 'templates/pod.yaml'));
      await write(at(name, 'templates/server.yaml'), text);
    },
  ),
  'an image on the line below': ifThere(({ edit }, { chart: name }) =>
    edit(at(name, 'templates/pod.yaml'), (text) => text.replace('image: {{', 'image:\n        {{')),
  ),
  'a name that charts share': put(
    ({ chart: name }) => at(name, 'templates/_more.tpl'),
    ({ n }) => `{{ define "same.name" }}n${n}{{ end }}{{ define "lib.label" }}l${n}{{ end }}\n`,
  ),
  'a name that is computed': put(
    ({ chart: name }) => at(name, 'templates/computed.yaml'),
    ({ chart: name, n }) =>
      config(
        `computed-${name}`,
        `  who: {{ include (printf "%s.%s" ${odd({ chart: name, n }) ? '"lender" "lent"' : '"same" "name"'}) . }}`,
      ),
  ),
  'the library': put(
    () => at('lib', 'templates/_lib.tpl'),
    ({ n }) => `{{- define "lib.label" -}}v${n}{{- end }}\n`,
  ),
  'a hook': put(
    () => at('hooked', 'templates/hook.yaml'),
    ({ n }) =>
      `apiVersion: v1\nkind: Pod\nmetadata:\n  name: hook\n  annotations: {helm.sh/hook: ${['test', 'pre-install', 'pre-delete', 'post-upgrade,test'][n % 4]}, count: "${n}"}\nspec: {containers: [{name: a, image: hooked}]}\n`,
  ),
  'a file that templates read': put(
    () => at('filer', 'files/text.txt'),
    ({ n }) => `text ${n}\n`,
  ),
  'a file more': put(
    ({ n }) => at('filer', `files/more-${n % 3}.txt`),
    ({ n }) => `more ${n}\n`,
  ),
  'a file that Helm is to ignore': put(
    () => at('filer', '.helmignore'),
    ({ n }) => `files/more-${n % 3}.txt\n`,
  ),
  'a CRD': put(
    () => `${chart}/crds/thing.yaml`,
    ({ n }) =>
      `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: things${n}.example.com\n`,
  ),
  'a CRD of a subchart': put(
    () => at('strict', 'crds/shelf.yaml'),
    ({ n }) =>
      `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: shelves${n}.example.com\n`,
  ),
  'a subchart more': async ({ write }) => {
    for (const [path, text] of Object.entries(service('added'))) await write(path, text);
  },
  'a subchart less': drop(({ chart: name }) => `${chart}/charts/${name}`),
  'a subchart of a subchart': put(
    () => at('nested', 'charts/inner/values.yaml'),
    ({ n }) => `exports:\n  settings:\n    port: ${n}\n`,
  ),
  'a dependency less': set(
    `${chart}/Chart.yaml`,
    / {2}- name: twin\n(?: {4}.*\n)* {4}alias: right\n/,
    () => '',
  ),
  'a version of the umbrella chart': set(
    `${chart}/Chart.yaml`,
    /^version: .*/m,
    ({ n }) => `version: 1.0.${n}`,
  ),
  'an archive in the place of a folder': ifThere(async (umbrella, { chart: name }) => {
    await umbrella.read(at(name, 'Chart.yaml'));
    await umbrella.pack(name);
  }),
  'a template of the umbrella chart': put(
    () => `${chart}/templates/title.yaml`,
    ({ n }) =>
      config(
        'title',
        `  count: "${n}"\n  title: {{ ${['.Values.title', '.Values.left.port', 'len .Subcharts'][n % 3]} | quote }}`,
      ),
  ),
};

import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  createUmbrella,
  everything,
  images,
  lockOf,
  type Umbrella,
} from '../workspace/umbrella.ts';

let umbrella: Umbrella;
const chart = 'umbrella-chart';
const staging = 'environments/staging/values.yaml';
const tree = '.release/staging/umbrella';

beforeAll(async () => {
  umbrella = await createUmbrella(everything);
  await umbrella.render();
  umbrella.commit();
});
afterAll(() => umbrella?.dispose());

/** Renders what changed, then everything: the same bytes, the record's included. Answers how the first one went. */
async function renderTwice(): Promise<string> {
  const said = await umbrella.render();
  const partial = await umbrella.snapshot();
  await umbrella.render(true);
  expect(partial).toEqual(await umbrella.snapshot());
  return said.join('\n');
}

const replace = (path: string, from: string | RegExp, to: string) =>
  umbrella.edit(path, (text) => {
    expect(text).toMatch(from);
    return text.replace(from, to);
  });

it('renders nothing where nothing changed', async () => {
  expect(await renderTwice()).toBe('');
});

it.each([
  ['a value of one service', () => replace(staging, 'port: 81', 'port: 82'), 'Rendering plain'],
  [
    'a template',
    () => replace(`${chart}/charts/asker/templates/map.yaml`, 'data:', 'data:\n  a: b'),
    'Rendering asker',
  ],
  [
    'a library chart',
    () => replace(`${chart}/charts/lib/templates/_lib.tpl`, 'from-lib', 'new'),
    'library-user',
  ],
  [
    'a name that another chart lends',
    () => replace(`${chart}/charts/lender/templates/_lent.tpl`, 'lent{{', 'gone{{'),
    'borrower',
  ],
  [
    'a name that two charts define',
    () => replace(`${chart}/charts/second/templates/_same.tpl`, 'second{{', 'third{{'),
    'first',
  ],
  [
    'a condition',
    () => replace(`${chart}/values.yaml`, 'on: true', 'on: false'),
    'Rendering conditional',
  ],
  ['an alias', () => replace(`${chart}/values.yaml`, 'port: 2', 'port: 3'), 'Rendering right'],
  [
    'a chart inside of a chart',
    () => replace(`${chart}/charts/nested/charts/inner/values.yaml`, 'port: 7', 'port: 8'),
    'Rendering nested',
  ],
  [
    'its own templates',
    () => replace(`${chart}/values.yaml`, 'title: shop', 'title: store'),
    'Rendering the umbrella chart',
  ],
  [
    'a tag, which counts for all',
    () => replace(`${chart}/values.yaml`, 'extra: true', 'extra: false'),
    'each of all subcharts',
  ],
  ['a global', () => replace(staging, 'team: blue', 'team: green'), 'each of all subcharts'],
  ['capabilities', () => replace('gitops.yaml', '1.34.0', '1.33.0'), 'each of all subcharts'],
  [
    'a hand-edited file of the tree',
    () => replace(`${tree}/charts/plain/templates/pod.yaml`, 'kind: Pod', 'kind: Bad'),
    'Rendering plain',
  ],
  [
    'a removed file of the tree',
    () => umbrella.remove(`${tree}/charts/hooked/templates/hook.yaml`),
    'Rendering hooked',
  ],
  [
    'a foreign file in the tree',
    () => umbrella.write(`${tree}/charts/gone/templates/x.yaml`, 'a: b\n'),
    '',
  ],
  [
    'a hand-edited record',
    () => replace('.release/staging/render.record', '"documents":1,', '"documents":2,'),
    'Rendering',
  ],
])('renders as a full render does after a change of %s', async (_what, change, way) => {
  await change();
  expect(await renderTwice()).toContain(way);
});

it('pins again without Helm', async () => {
  await umbrella.write('app-locks/third-party.kbld.lock.yml', lockOf(images, '1'));
  expect(await renderTwice()).toBe('');
  expect(await umbrella.read('.release/staging/state.yaml')).toContain(`sha256:${'1'.repeat(64)}`);
});

it.each([
  ['on the line below its key', 'image:\n        plain'],
  ['in a block', 'image: >-\n        plain'],
  ['in a map on one line', '{ "image": "plain" }'],
  ['by an alias', 'image: &which plain\n    - name: other\n      image: *which'],
  ['with a key in escapes', '"im\\x61ge": plain'],
  ['beside what only Helm reads', 'image:\n        plain\n  list: [\n  a ]'],
])('pins again an image that is written %s', async (_what, written) => {
  const pod = `${chart}/charts/plain/templates/pod.yaml`;
  const before = await umbrella.read(pod);
  const element = written.startsWith('{') ? `- ${written}` : `- name: main\n      ${written}`;
  await umbrella.write(pod, before.replace(/- name: main[^]*/, `${element}\n`));
  for (const digit of ['2', '3']) {
    await umbrella.write('app-locks/third-party.kbld.lock.yml', lockOf(images, digit));
    await renderTwice();
    const state = await umbrella.read('.release/staging/state.yaml');
    expect(state).toContain(`image: registry.example/plain@sha256:${digit.repeat(64)}`);
  }
  await umbrella.write(pod, before);
});

it('pins again what only a search rule finds, and nothing that merely speaks of it', async () => {
  await umbrella.write(
    'kbld-config.yaml',
    'apiVersion: kbld.k14s.io/v1alpha1\nkind: Config\nsearchRules:\n  - keyMatcher: { name: sidecarImage }\n',
  );
  await replace(
    `${chart}/charts/asker/templates/map.yaml`,
    'data:',
    'data:\n  sidecarImage: added',
  );
  await replace(`${chart}/charts/second/templates/map.yaml`, 'data:', 'data:\n  text: added, too');
  await renderTwice();
  await replace(`${chart}/charts/second/templates/map.yaml`, 'added, too', 'added, as well');
  await renderTwice();
  await umbrella.write('app-locks/third-party.kbld.lock.yml', lockOf(images, '4'));
  expect(await renderTwice()).toBe('');
  const state = await umbrella.read('.release/staging/state.yaml');
  expect(state).toContain(`sidecarImage: registry.example/added@sha256:${'4'.repeat(64)}`);
  await umbrella.remove('kbld-config.yaml');
  await replace(`${chart}/charts/asker/templates/map.yaml`, '\n  sidecarImage: added', '');
  await replace(`${chart}/charts/second/templates/map.yaml`, '\n  text: added, as well', '');
});

it('puts a file in the place of a link to its text', async () => {
  const path = `${tree}/charts/plain/templates/pod.yaml`;
  await umbrella.write('elsewhere.yaml', await umbrella.read(path));
  await umbrella.link(path, 'elsewhere.yaml');
  await umbrella.render(true);
  expect(await umbrella.isLink(path)).toBe(false);
});

it('makes a hand-edited snapshot again', async () => {
  await replace('.release/staging/state.yaml', 'kind: Pod', 'kind: Bad');
  expect(await renderTwice()).toBe('');
});

it.each([
  [
    '.Subcharts',
    () =>
      replace(
        `${chart}/templates/title.yaml`,
        'data:',
        'data:\n  p: {{ .Subcharts.plain.Values.port | quote }}',
      ),
    'uses .Subcharts',
  ],
  [
    'values of a subchart',
    () => replace(`${chart}/templates/title.yaml`, /p: .*/, 'p: {{ .Values.plain.port | quote }}'),
    'uses .Values.plain of a subchart',
  ],
  [
    'import-values',
    () =>
      replace(
        `${chart}/Chart.yaml`,
        'repository: ""',
        'repository: ""\n    import-values: [nothing]',
      ),
    'import-values of lib',
  ],
])(
  'renders everything where the umbrella chart uses %s, and says so',
  async (_what, change, why) => {
    await change();
    await renderTwice();
    await replace(staging, /port: (\d+)/, 'port: 1$1');
    expect(await renderTwice()).toContain(why);
  },
);

it('renders everything where a computed name is that of another chart', async () => {
  await umbrella.write(`${chart}/Chart.yaml`, everything[`${chart}/Chart.yaml`]!);
  await umbrella.write(
    `${chart}/templates/title.yaml`,
    everything[`${chart}/templates/title.yaml`]!,
  );
  await renderTwice();
  const text = '{{ include (print \\"lender\\" \\".lent\\") . }}';
  await replace(`${chart}/charts/dynamic/values.yaml`, /text: .*/, `text: "${text}"`);
  expect(await renderTwice()).toContain('some cannot be rendered alone');
  await replace(`${chart}/charts/lender/templates/_lent.tpl`, /gone\{\{|lent\{\{/, 'again{{');
  await renderTwice();
  expect(await umbrella.read(`${tree}/charts/dynamic/templates/map.yaml`)).toContain('again');
});

it('reads archives', async () => {
  await umbrella.pack('plain');
  expect(await renderTwice()).not.toContain('all subcharts');
  await replace(staging, /port: \d+/, 'port: 5');
  expect(await renderTwice()).toContain('Rendering plain');
});

it('refuses a value that YAML 1.1 changes', async () => {
  await replace(`${chart}/templates/title.yaml`, 'data:', 'data:\n  answer: no');
  await expect(umbrella.render()).rejects.toThrow(
    /no → false {2}\(shop\/umbrella-chart\/templates\/title.yaml, line \d+ of/,
  );
  await replace(`${chart}/templates/title.yaml`, '\n  answer: no', '');
});

it('refuses an object that two charts render, and names both', async () => {
  await replace(`${chart}/charts/asker/templates/map.yaml`, 'name: asker', 'name: borrower');
  await expect(umbrella.render()).rejects.toThrow(
    /ConfigMap shop\/borrower .*charts\/(asker|borrower) and by .*charts\/(asker|borrower)/,
  );
  await replace(`${chart}/charts/asker/templates/map.yaml`, 'name: borrower', 'name: asker');
});

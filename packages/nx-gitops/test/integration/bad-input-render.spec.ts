import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { expectError, expectRefusal, readRecords, runCli } from '../workspace/refusal.ts';
import { createReleased, restore } from '../workspace/small.ts';
import type { Workspace } from '../workspace/workspace.ts';

let workspace: Workspace;

const chart = 'config-repository/umbrella-chart';
const template = `${chart}/templates/hello.yaml`;
const locks = 'config-repository/app-locks';
const lock = `${locks}/hello.kbld.lock.yml`;

beforeAll(async () => {
  workspace = await createReleased('render');
});

afterEach(() => restore(workspace));

afterAll(() => workspace?.dispose());

/** Without Nx, as an environment with pinned locks: no lock is made before. */
const render = () => runCli(workspace, 'render');

const renderByNx = () => workspace.nx('run', 'config-repository:render');

const otherLock = (image: string): string => `apiVersion: kbld.k14s.io/v1alpha1
kind: Config
overrides:
  - image: ${image}
    newImage: registry.example/other@sha256:${'0'.repeat(64)}
    preresolved: true
`;

it('names file and line of a template that calls what is not there', async () => {
  await workspace.edit(template, (text) => text.replace('.Values.replicas', 'include "nope" .'));
  await expectRefusal(workspace, render, {
    code: 'CHART_INVALID',
    problem: ['helm cannot render the chart: ', 'small/templates/hello.yaml:7', 'nope'],
    hint: 'Correct the template or the values; the earlier snapshot is untouched.',
  });
});

it('names file and line of a template that cannot be parsed', async () => {
  await workspace.edit(template, (text) => text.replace('{{ .Values.replicas }}', '{{ if }}'));
  await expectRefusal(workspace, render, {
    code: 'CHART_INVALID',
    problem: ['helm cannot render the chart: ', 'small/templates/hello.yaml:7', 'missing value'],
    hint: 'Correct the template or the values; the earlier snapshot is untouched.',
  });
});

it('names the template that renders to bad YAML', async () => {
  await workspace.edit(template, (text) => text.replace('replicas: {{', 'replicas: : {{'));
  await expectRefusal(workspace, render, {
    code: 'CHART_INVALID',
    problem: ['helm cannot render the chart: ', 'small/templates/hello.yaml', 'line 7'],
    hint: 'Correct the template or the values; the earlier snapshot is untouched.',
  });
});

it('refuses a chart that renders to nothing', async () => {
  await workspace.edit(template, (text) => `{{ if false }}\n${text}{{ end }}\n`);
  await expectRefusal(workspace, render, {
    code: 'SNAPSHOT_INVALID',
    problem: [`${chart} renders to nothing for staging`],
    hint: 'the earlier snapshot is untouched',
  });
});

it('names file and line of an image that no lock pins', async () => {
  await workspace.write(
    `${chart}/templates/other.yaml`,
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: other\nspec:\n  containers:\n    - name: other\n      image: busybox:1.36\n',
  );
  await expectRefusal(workspace, render, {
    code: 'IMAGE_UNLOCKED',
    problem: [
      'No lock pins the image "busybox:1.36"',
      `(${chart}/templates/other.yaml, line 10 of what it renders to)`,
    ],
    hint: '"nx lock <config repository>" for third-party ones',
  });
});

it('names file and line of values that YAML 1.1 changes', async () => {
  await workspace.write(
    `${chart}/templates/other.yaml`,
    'apiVersion: v1\nkind: Other\nmetadata:\n  name: other\nspec:\n  on: n\n  number: 0777\n  large: 9007199254740993\n  quoted: "n"\n',
  );
  const at = (line: number): string =>
    `(${chart}/templates/other.yaml, line ${line} of what it renders to)`;
  await expectRefusal(workspace, render, {
    code: 'VALUE_AMBIGUOUS',
    problem: [
      '4 values mean something else in YAML 1.1',
      `n → false  ${at(8)}`,
      `0777 → 511  ${at(9)}`,
      `9007199254740993 → a number that is rounded  ${at(10)}`,
    ],
    hint: 'Quote what is text',
  });
});

it('names both sources of an object that is there twice', async () => {
  const map = (name: string): string =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`;
  await workspace.write(`${chart}/templates/one.yaml`, map('same'));
  await workspace.write(`${chart}/templates/two.yaml`, `---\n${map('other')}---\n${map('same')}`);
  const refusal = {
    code: 'OBJECT_DUPLICATE',
    problem: [
      `ConfigMap ${workspace.id}-staging/same is rendered by ${chart}/templates/one.yaml and by ${chart}/templates/two.yaml`,
    ],
    hint: 'Remove one of the two, or give it another name; the earlier snapshot is untouched.',
  };
  await expectRefusal(workspace, render, refusal);
  await workspace.remove(`${chart}/templates/two.yaml`);
  const sub = `${chart}/charts/sub`;
  await workspace.write(`${sub}/Chart.yaml`, 'apiVersion: v2\nname: sub\nversion: 1.0.0\n');
  const namespace = `  namespace: ${workspace.id}-staging\n`;
  await workspace.write(`${sub}/templates/map.yaml`, map('same') + namespace);
  const problem = [`by ${sub}/templates/map.yaml and by ${chart}/templates/one.yaml`];
  await expectRefusal(workspace, render, { ...refusal, problem });
});

it('refuses a lock with a tag in place of a digest with its line', async () => {
  await workspace.edit(lock, (text) => text.replace(/@sha256:\w+/, ':latest'));
  await expectRefusal(workspace, render, {
    code: 'LOCK_INVALID',
    problem: [`${lock}:9: overrides.0.newImage: Expected a reference by digest`, 'not a tag'],
    hint: 'Make the lock again with "nx lock <service>"',
  });
});

it('refuses a third-party lock with a tag in place of a digest with its line', async () => {
  const path = `${locks}/third-party.kbld.lock.yml`;
  await workspace.write(path, otherLock('redis').replace(/@sha256:\w+/, ':7'));
  const refusal = {
    code: 'LOCK_INVALID',
    problem: [`${path}:5: overrides.0.newImage: Expected a reference by digest`, 'not a tag'],
    hint: 'delete it and run "nx lock <config repository>"',
  };
  await expectRefusal(workspace, render, refusal);
  await expectRefusal(workspace, () => workspace.nx('run', 'config-repository:lock'), refusal);
});

it('refuses a lock with conflict markers', async () => {
  await workspace.edit(lock, (text) => {
    const line = text.split('\n').find((one) => one.includes('newImage')) ?? '';
    return text.replace(line, `<<<<<<< ours\n${line}\n=======\n${line}\n>>>>>>> theirs`);
  });
  await expectRefusal(workspace, render, {
    code: 'LOCK_INVALID',
    problem: [`${lock}:9: The lock holds Git conflict markers`],
    hint: 'Take either side, or make the lock again',
  });
});

it('makes a lock with conflict markers again before it renders', async () => {
  const before = await readRecords(workspace.root);
  await workspace.edit(lock, (text) => `<<<<<<< ours\n${text}=======\n${text}>>>>>>> theirs\n`);
  const { exitCode, output, tasks } = await renderByNx();
  expect(exitCode, output).toBe(0);
  expect(tasks).toContain('hello:lock');
  expect(await readRecords(workspace.root)).toEqual(before);
});

it('refuses a file among the locks that is none', async () => {
  await workspace.write(`${locks}/other.kbld.lock.yml`, otherLock('x').replace('Config', 'Lock'));
  await expectRefusal(workspace, render, {
    code: 'LOCK_INVALID',
    problem: [`${locks}/other.kbld.lock.yml:2: kind: Expected kind Config`],
    hint: 'Make the lock again',
  });
});

it('refuses two locks of one image', async () => {
  await workspace.write(`${locks}/other.kbld.lock.yml`, otherLock('hello'));
  await expectRefusal(workspace, render, {
    code: 'LOCK_CONFLICT',
    problem: [`${lock} and ${locks}/other.kbld.lock.yml both lock the image "hello"`],
    hint: 'Keep one of them',
  });
});

it('refuses an image that one lock holds twice', async () => {
  await workspace.edit(lock, (text) => text + text.slice(text.indexOf('  - image')));
  await expectRefusal(workspace, render, {
    code: 'LOCK_CONFLICT',
    problem: [`${lock} locks the image "hello" twice`],
    hint: 'Keep one of them',
  });
});

it('refuses a Chart.lock that is missing or out of step with Chart.yaml', async () => {
  const sub = `${chart}/charts/sub`;
  await workspace.write(`${sub}/Chart.yaml`, 'apiVersion: v2\nname: sub\nversion: 0.1.0\n');
  const dependency = (version: string): string =>
    `dependencies:\n  - name: sub\n    version: ${version}\n    repository: ''\n`;
  await workspace.edit(`${chart}/Chart.yaml`, (text) => text + dependency('0.1.0'));
  await expectRefusal(workspace, render, {
    code: 'CHART_LOCK_STALE',
    problem: [`${chart}/Chart.lock is missing, though Chart.yaml has dependencies`],
    hint: 'Run "nx-gitops charts update" and commit Chart.lock.',
  });
  await workspace.helm('dependency', 'update', chart);
  await workspace.edit(`${chart}/Chart.yaml`, (text) =>
    text.replace(/0\.1\.0\n {4}/, '0.x.x\n    '),
  );
  await expectRefusal(workspace, render, {
    code: 'CHART_LOCK_STALE',
    problem: [`${chart}/Chart.lock is out of step with Chart.yaml`],
    hint: 'Run "nx-gitops charts update" and commit Chart.lock.',
  });
  await workspace.helm('dependency', 'update', chart);
  const { exitCode, output } = await render();
  expect(exitCode, output).toBe(0);
});

it('refuses a Chart.yaml that is not YAML with its line', async () => {
  await workspace.edit(`${chart}/Chart.yaml`, (text) => `${text}dependencies: [\n`);
  await expectRefusal(workspace, render, {
    code: 'YAML_INVALID',
    problem: [`${chart}/Chart.yaml:`],
    hint: 'Correct the YAML; nothing was changed.',
  });
});

it('does not build for a chart that does not render', async () => {
  await workspace.remove(`${chart}/Chart.yaml`);
  const { exitCode, output, tasks } = await renderByNx();
  expect(exitCode).not.toBe(0);
  expect(tasks).toEqual(['config-repository:render']);
  expectError(output, {
    code: 'CHART_INVALID',
    problem: [`${chart}/Chart.yaml does not exist`],
    hint: 'A config repository has its umbrella chart in the folder "umbrella-chart".',
  });
});

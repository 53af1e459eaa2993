import { posix } from 'node:path';
import type { Tree } from '@nx/devkit';
import { isMap, parseDocument } from 'yaml';
import type { AdoptedEnvironment, Adoption } from '../../model/adopt/adoption.ts';
import { getIn } from '../../model/adopt/get-in.ts';
import { isTree, type Tree as Values } from '../../model/manifest/tree.ts';
import { addDependency } from '../add-dependency.ts';
import { editYaml } from '../edit-yaml.ts';
import { writeMissing } from '../write-missing.ts';
import type { Target } from './target.ts';

/** Writes what is not there yet; what is there stays, and a second run changes nothing. */
export function writeAdoption(tree: Tree, { folder, there }: Target, adoption: Adoption): void {
  const { application, environments, charts } = adoption;
  const settings = posix.join(folder, 'gitops.yaml');
  if (there === undefined) tree.write(settings, settingsText(folder, application, environments));
  else addSettings(tree, settings, environments);
  const umbrella = posix.join(folder, 'umbrella-chart');
  writeMissing(tree, folder, {
    'umbrella-chart/Chart.yaml': `apiVersion: v2\nname: umbrella-chart\ndescription: All of ${application}\ntype: application\nversion: 0.1.0\n`,
  });
  for (const { name, version, repository, files = new Map() } of charts) {
    for (const [path, content] of files) {
      const file = posix.join(umbrella, 'charts', name, path);
      if (!tree.exists(file)) tree.write(file, Buffer.from(content));
    }
    addDependency(tree, umbrella, { name, version, repository });
  }
  for (const { name, values = {} } of environments) {
    const file = name === undefined ? 'umbrella-chart/values.yaml' : valuesOf(name);
    if (name !== undefined || Object.keys(values).length > 0) {
      addValues(tree, posix.join(folder, file), values);
    }
  }
}

export const valuesOf = (environment: string): string => `environments/${environment}/values.yaml`;

const settingsText = (
  folder: string,
  application: string,
  environments: readonly AdoptedEnvironment[],
): string => {
  const schema = posix.relative(folder, 'node_modules/nx-gitops/schemas/gitops.schema.json');
  const head = `# yaml-language-server: $schema=${schema}\napplication: ${application}\n`;
  const [first] = environments;
  if (first?.name === undefined) return `${head}${lines(first ? fieldsOf(first) : {}, '')}`;
  const blocks = environments.map((one) => `  ${one.name}:\n${lines(fieldsOf(one), '    ')}`);
  return `${head}defaultEnvironment: ${first.name}\nenvironments:\n${blocks.join('')}`;
};

const fieldsOf = (one: AdoptedEnvironment): Readonly<Record<string, unknown>> => ({
  namespace: one.namespace,
  ...(one.context === undefined ? {} : { context: one.context }),
  ...(one.kubernetes === undefined ? {} : { kubernetes: one.kubernetes }),
  ...runningFields(one),
});

/** kapp adds no label to pods, and no image gets another name: nothing restarts. */
const runningFields = ({
  isRunning = false,
  unpinned = [],
}: AdoptedEnvironment): Readonly<Record<string, unknown>> => ({
  ...(isRunning ? { labelPods: false } : {}),
  ...(unpinned.length > 0 ? { unpinned } : {}),
});

const lines = (fields: Readonly<Record<string, unknown>>, indent: string): string =>
  Object.entries(fields)
    .map(([key, value]) =>
      Array.isArray(value)
        ? `${indent}${key}:\n${value.map((one) => `${indent}  - ${JSON.stringify(one)}\n`).join('')}`
        : `${indent}${key}: ${typeof value === 'string' && /^[\d.]+$/.test(value) ? `'${value}'` : String(value)}\n`,
    )
    .join('');

/** An environment that is there keeps what it says; it only learns what spares the pods. */
function addSettings(tree: Tree, file: string, environments: readonly AdoptedEnvironment[]): void {
  for (const one of environments) {
    const path = one.name === undefined ? [] : ['environments', one.name];
    const document = parseDocument(tree.read(file, 'utf8') ?? '');
    const isThere = path.length === 0 || isMap(document.getIn(path));
    const edits = isThere
      ? Object.entries(runningFields(one)).flatMap(([key, value]) => {
          const edit = addMissing(document.toJS(), [...path, key], value);
          return edit === undefined ? [] : [[[...path, key], edit] as const];
        })
      : [[path, fieldsOf(one)] as const];
    if (edits.length === 0) continue;
    editYaml(tree, file, (edited) => {
      for (const [at, value] of edits) edited.setIn(at, edited.createNode(value));
    });
  }
}

/** A list grows by what it does not have, anything else that is there stays: then there is nothing to write. */
function addMissing(settings: unknown, path: readonly string[], value: unknown): unknown {
  const there = getIn(settings, ...path);
  if (there === undefined) return value;
  if (!Array.isArray(value) || !Array.isArray(there)) return undefined;
  const missing = value.filter((one) => !there.includes(one));
  return missing.length === 0 ? undefined : [...there, ...missing];
}

function addValues(tree: Tree, file: string, values: Values): void {
  const before = tree.read(file, 'utf8');
  if (before === null) {
    tree.write(
      file,
      '# The values of a chart are under its name, those of all charts under "global".\nglobal: {}\n',
    );
  }
  const there = parseDocument(tree.read(file, 'utf8') ?? '');
  const paths = leavesOf(values, []).filter(([path]) => !there.hasIn(path));
  if (paths.length === 0) return;
  editYaml(tree, file, (document) => {
    for (const [path, value] of paths) document.setIn(path, document.createNode(value));
  });
}

const leavesOf = (
  node: Values,
  path: readonly string[],
): (readonly [path: readonly string[], value: unknown])[] =>
  Object.entries(node).flatMap(([key, value]) =>
    isTree(value) && Object.keys(value).length > 0
      ? leavesOf(value, [...path, key])
      : [[[...path, key], value] as const],
  );

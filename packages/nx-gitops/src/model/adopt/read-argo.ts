import { parse } from 'yaml';
import { isTree, type Tree } from '../manifest/tree.ts';
import type { Definition, DefinitionObject } from './definition.ts';
import { getIn, textIn } from './get-in.ts';
import { mergeValues } from './merge-values.ts';

export interface ReadDefinitions {
  readonly definitions: readonly Definition[];
  readonly notes: readonly string[];
}

/** The Applications of Argo CD among objects. */
export function readArgo(objects: readonly DefinitionObject[]): ReadDefinitions {
  const notes: string[] = [];
  const definitions: Definition[] = [];
  for (const { object, file } of objects) {
    if (!String(object['apiVersion']).startsWith('argoproj.io/')) continue;
    const name = textIn(object, 'metadata', 'name') ?? '';
    const title = `${String(object['kind'])} ${name}`;
    if (object['kind'] === 'ApplicationSet') {
      notes.push(
        `${title}: left out, write the Applications that it makes (argocd appset generate)`,
      );
    }
    if (object['kind'] !== 'Application') continue;
    const sources = (getIn(object, 'spec', 'sources') ?? [
      getIn(object, 'spec', 'source'),
    ]) as Tree[];
    const main = sources.filter(
      (one) => isTree(one) && (one['chart'] ?? one['path']) !== undefined,
    );
    const [source] = main;
    if (source === undefined || main.length > 1) {
      notes.push(`${title}: left out, it has ${main.length} sources; make an Application of each`);
      continue;
    }
    if (getIn(source, 'plugin') !== undefined || getIn(source, 'directory', 'jsonnet')) {
      notes.push(`${title}: left out, a plugin makes its objects`);
      continue;
    }
    definitions.push(toDefinition(object, source, { name, title, file }));
  }
  return { definitions, notes };
}

function toDefinition(
  object: Tree,
  source: Tree,
  { name, title, file }: Pick<Definition, 'name' | 'title' | 'file'>,
): Definition {
  const chart = textIn(source, 'chart');
  const repository = textIn(source, 'repoURL') ?? '';
  const given =
    getIn(source, 'helm', 'valuesObject') ?? parse(textIn(source, 'helm', 'values') ?? '');
  const parameters = (getIn(source, 'helm', 'parameters') ?? []) as Tree[];
  const left = [
    ...(getIn(object, 'spec', 'ignoreDifferences') ? ['ignoreDifferences: drift.ignore'] : []),
    ...(getIn(source, 'helm', 'fileParameters') ? ['helm.fileParameters'] : []),
    ...(getIn(source, 'kustomize') ? ['source.kustomize: write it into the kustomization'] : []),
  ];
  return {
    ...{ name, title, file },
    namespace: textIn(object, 'spec', 'destination', 'namespace') ?? 'default',
    context: textIn(object, 'spec', 'destination', 'name'),
    release: textIn(source, 'helm', 'releaseName') ?? name,
    source:
      chart === undefined
        ? { kind: 'folder', path: textIn(source, 'path') ?? '.' }
        : {
            kind: 'chart',
            name: chart,
            version: textIn(source, 'targetRevision') ?? '',
            repository: withScheme(repository),
          },
    valueFiles: ((getIn(source, 'helm', 'valueFiles') ?? []) as string[]).map(String),
    values: parameters.reduce<Tree>(setParameter, isTree(given) ? given : {}),
    left,
  };
}

/** Argo CD writes an OCI registry without its scheme. */
const withScheme = (repository: string): string =>
  /^[a-z0-9]+:\/\//.test(repository) ? repository : `oci://${repository}`;

/** `image.tag`, as --set reads it; what is quoted by a backslash stays one key. */
function setParameter(values: Tree, parameter: Tree): Tree {
  const path = String(parameter['name']).split(/(?<!\\)\./);
  const text = String(parameter['value']);
  const value: unknown = parameter['forceString'] === true ? text : parse(text);
  const tree = path.reduceRight<unknown>(
    (inner, key) => ({ [key.replaceAll('\\.', '.')]: inner }),
    value,
  );
  return mergeValues(values, tree as Tree);
}

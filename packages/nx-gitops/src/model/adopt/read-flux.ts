import { isTree, type Tree } from '../manifest/tree.ts';
import type { Definition, DefinitionObject } from './definition.ts';
import { getIn, textIn } from './get-in.ts';
import type { ReadDefinitions } from './read-argo.ts';

/** The HelmReleases and Kustomizations of Flux among objects. */
export function readFlux(objects: readonly DefinitionObject[]): ReadDefinitions {
  const notes: string[] = [];
  const definitions: Definition[] = [];
  for (const one of objects) {
    const api = String(one.object['apiVersion']);
    const isRelease =
      api.startsWith('helm.toolkit.fluxcd.io/') && one.object['kind'] === 'HelmRelease';
    const isKustomization =
      api.startsWith('kustomize.toolkit.fluxcd.io/') && one.object['kind'] === 'Kustomization';
    if (!isRelease && !isKustomization) continue;
    const title = `${String(one.object['kind'])} ${textIn(one.object, 'metadata', 'name') ?? ''}`;
    const source = isRelease ? findChart(one.object, objects) : findPath(one.object);
    if (source === undefined) notes.push(`${title}: left out, its source is not in the repository`);
    else definitions.push(toDefinition(one, title, source));
  }
  return { definitions, notes };
}

function toDefinition(
  { object, file }: DefinitionObject,
  title: string,
  source: Definition['source'],
): Definition {
  const name = textIn(object, 'metadata', 'name') ?? '';
  const values = getIn(object, 'spec', 'values');
  const namespace = textIn(object, 'spec', 'targetNamespace');
  const from = (getIn(object, 'spec', 'valuesFrom') ?? []) as Tree[];
  const left = [
    ...from.map((one) => `values of ${String(one['kind'])} ${String(one['name'])}`),
    ...(getIn(object, 'spec', 'postBuild')
      ? ['postBuild: write the values into the manifests']
      : []),
    ...(getIn(object, 'spec', 'postRenderers') ? ['postRenderers: a kustomize overlay'] : []),
    ...(getIn(object, 'spec', 'patches') ? ['patches: write them into the kustomization'] : []),
  ];
  return {
    ...{ title, name, file, source, left, context: undefined },
    namespace: namespace ?? textIn(object, 'metadata', 'namespace') ?? 'default',
    release: textIn(object, 'spec', 'releaseName') ?? (namespace ? `${namespace}-${name}` : name),
    valueFiles: ((getIn(object, 'spec', 'chart', 'spec', 'valuesFiles') ?? []) as string[]).map(
      String,
    ),
    values: isTree(values) ? values : {},
  };
}

const findPath = (object: Tree): Definition['source'] => ({
  kind: 'folder',
  path: (textIn(object, 'spec', 'path') ?? '.').replace(/^\.\//, ''),
});

function findChart(
  release: Tree,
  objects: readonly DefinitionObject[],
): Definition['source'] | undefined {
  const inline = getIn(release, 'spec', 'chart', 'spec');
  const reference = getIn(release, 'spec', 'chartRef') ?? getIn(inline, 'sourceRef');
  const kind = textIn(reference, 'kind');
  const chart = textIn(inline, 'chart') ?? '';
  if (kind === 'GitRepository') return { kind: 'folder', path: chart.replace(/^\.\//, '') };
  const source = objects.find(
    ({ object }) =>
      object['kind'] === kind && textIn(object, 'metadata', 'name') === textIn(reference, 'name'),
  )?.object;
  const url = textIn(source, 'spec', 'url');
  if (url === undefined) return undefined;
  if (kind !== 'OCIRepository') {
    const version = textIn(inline, 'version') ?? '';
    return { kind: 'chart', name: chart, version, repository: url };
  }
  const version =
    textIn(source, 'spec', 'ref', 'tag') ?? textIn(source, 'spec', 'ref', 'semver') ?? '';
  const at = url.lastIndexOf('/');
  return { kind: 'chart', name: url.slice(at + 1), version, repository: url.slice(0, at) };
}

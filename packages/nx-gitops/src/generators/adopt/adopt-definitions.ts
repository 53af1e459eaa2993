import { posix } from 'node:path';
import type { Tree } from '@nx/devkit';
import type { AdoptedChart, AdoptedEnvironment, Adoption } from '../../model/adopt/adoption.ts';
import type { Definition } from '../../model/adopt/definition.ts';
import { mergeValues } from '../../model/adopt/merge-values.ts';
import { nameEnvironment } from '../../model/adopt/name-environment.ts';
import { readArgo } from '../../model/adopt/read-argo.ts';
import { readFlux } from '../../model/adopt/read-flux.ts';
import { GitopsError } from '../../model/errors.ts';
import type { Tree as Values } from '../../model/manifest/tree.ts';
import { adoptSource } from './adopt-source.ts';
import { readObjects } from './read-definitions.ts';
import type { AdoptOptions } from './schema.ts';
import type { Target } from './target.ts';

/** Definitions of Argo CD or Flux in the repository: environments, charts and values. No cluster is asked. */
export function adoptDefinitions(tree: Tree, target: Target, options: AdoptOptions): Adoption {
  const objects = readObjects(tree, options.path);
  const { definitions, notes } = options.from === 'argocd' ? readArgo(objects) : readFlux(objects);
  if (definitions.length === 0) throw nothingFound(options);
  const application =
    options.application ?? target.there?.application ?? nameApplication(definitions);
  const environments = new Map<string, AdoptedEnvironment>();
  const charts = new Map<string, AdoptedChart>();
  const kustomizations = new Map<string, string>();
  const said = [...notes];
  for (const one of definitions) {
    const name = options.environment ?? nameEnvironment(one);
    const namespace = options.namespace ?? environments.get(name)?.namespace ?? one.namespace;
    if (one.namespace !== namespace) {
      said.push(
        `${one.title}: left out, its namespace is ${one.namespace} and that of ${name} is ${namespace}; bring it in with --namespace=${one.namespace} --directory=<another>`,
      );
      continue;
    }
    const found = adoptSource(tree, target.folder, one);
    said.push(...found.notes, ...one.left.map((what) => `${one.title}: left out: ${what}`));
    const before = environments.get(name) ?? {
      name,
      namespace,
      context: options.context ?? one.context,
    };
    const key = found.chart?.name;
    const other = key === undefined ? undefined : charts.get(key);
    if (other && found.chart && other.version !== found.chart.version) {
      said.push(
        `${one.title}: version ${found.chart.version} of ${key}; all have ${other.version}`,
      );
    } else if (found.chart) charts.set(found.chart.name, found.chart);
    if (found.chart && one.release !== application) {
      said.push(
        `${one.title}: its objects are named after the release ${one.release}, here after ${application}: give it a config repository of its own where they run already`,
      );
    }
    if (found.kustomization) {
      const list = kustomizations.get(name) ?? '';
      kustomizations.set(name, `${list}  - ${found.kustomization}\n`);
    }
    const values = mergeValues(before.values ?? {}, found.values as Values);
    environments.set(name, { ...before, values, isRunning: true });
  }
  for (const [name, list] of kustomizations) {
    const file = posix.join(target.folder, 'environments', name, 'kustomization.yaml');
    if (!tree.exists(file)) {
      tree.write(
        file,
        `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n${list}`,
      );
    }
  }
  return {
    application,
    environments: [...environments.values()].sort((a, b) =>
      (a.name ?? '') < (b.name ?? '') ? -1 : 1,
    ),
    charts: [...charts.values()],
    secrets: [],
    notes: [...new Set(said), spared(options.from)],
  };
}

/** Names of objects follow from that of the release: where all have the same, nothing is named anew. */
function nameApplication(definitions: readonly Definition[]): string {
  const helm = definitions.filter(({ title }) => !title.startsWith('Kustomization '));
  const releases = [...new Set((helm.length > 0 ? helm : definitions).map((one) => one.release))];
  const [first = 'app'] = releases;
  if (releases.length === 1) return first;
  const words = first.split('-');
  while (words.length > 1 && !releases.every((one) => one.startsWith(words.join('-')))) words.pop();
  return releases.every((one) => one.startsWith(words.join('-'))) ? words.join('-') : 'app';
}

const spared = (from: string): string =>
  `where the objects run already, "unpinned" of an environment keeps the tags of images, so that no pod restarts; then ${farewells[from === 'argocd' ? from : 'flux']}`;

/** How the controller of before lets go of the objects without deleting them. */
const farewells = {
  argocd:
    'set the syncPolicy of the Application to manual, remove its finalizer resources-finalizer.argocd.argoproj.io, and delete it',
  flux: 'set "prune: false", let Flux reconcile once, suspend, and delete the Flux objects; of a HelmRelease remove the finalizer first',
} as const;

const nothingFound = ({ from, path = 'the workspace' }: AdoptOptions): GitopsError =>
  new GitopsError(
    'OPTIONS_INVALID',
    from === 'argocd'
      ? `There is no Application of Argo CD with one source in ${path}`
      : `There is no HelmRelease or Kustomization of Flux in ${path}`,
    'Name the folder of the definitions with --path; an object that exists in the cluster only has to be written to a file first.',
  );

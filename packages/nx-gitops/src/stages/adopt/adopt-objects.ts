import { joinDocuments } from '../../model/manifest/documents.ts';
import type { AdoptedChart, AdoptedSecret } from '../../model/adopt/adoption.ts';
import { chooseManifest } from '../../model/adopt/choose-manifest.ts';
import { findTags } from '../../model/adopt/find-tags.ts';
import { objectPath, objectTemplate } from '../../model/adopt/object-file.ts';
import type { Tree } from '../../model/manifest/tree.ts';
import type { Cluster } from '../../tools/cluster.ts';
import { dryRunReplace } from '../../tools/kubectl-replace.ts';
import type { StageContext } from '../stage-context.ts';
import { holdsSecret } from './hide-secrets.ts';

/** An object that runs, with what somebody applied. One of the two may be missing. */
export interface RunningObject {
  readonly applied: Tree | undefined;
  readonly live: Tree | undefined;
}

export interface ObjectsToAdopt {
  /** The subchart that they become. */
  readonly name: string;
  readonly namespace: string;
  readonly environment: string | undefined;
  readonly objects: readonly RunningObject[];
  readonly cluster: Cluster;
}

export interface AdoptedObjects {
  readonly chart: AdoptedChart;
  readonly unpinned: readonly string[];
  readonly notes: readonly string[];
}

/** Objects that run as the templates of a chart, in the form that changes none of them. */
export async function adoptObjects(
  { name, namespace, objects, cluster }: ObjectsToAdopt,
  stage: StageContext,
): Promise<AdoptedObjects> {
  const replaced = await askReplaced(objects, cluster, namespace, stage);
  const files = new Map<string, string>([['Chart.yaml', chartText(name)]]);
  const written: Tree[] = [];
  const notes: string[] = [];
  for (const { applied, live } of objects) {
    const key = keyOf(applied ?? live ?? {}, namespace);
    const manifest = chooseManifest({ applied, live, replaced: replaced.get(key) }, namespace);
    const text = objectTemplate(manifest);
    const path = objectPath(manifest);
    if (holdsSecret(path, text)) {
      notes.push(
        `${key}: left out, it holds what looks like a secret: move that to a Secret first`,
      );
      continue;
    }
    if (live === undefined) notes.push(`${key}: it does not run; a deploy makes it`);
    written.push(manifest);
    files.set(files.has(path) ? path.replace('.yaml', `-${files.size}.yaml`) : path, text);
  }
  const chart = { name, version: '0.1.0', repository: '', files };
  return { chart, unpinned: findTags(written), notes };
}

/** Only what was applied and runs: of everything else the live object is the manifest. */
async function askReplaced(
  objects: readonly RunningObject[],
  cluster: Cluster,
  namespace: string,
  { run }: StageContext,
): Promise<ReadonlyMap<string, Tree>> {
  const asked = objects.flatMap(({ applied, live }) => (applied && live ? [applied] : []));
  if (asked.length === 0) return new Map();
  const manifests = joinDocuments(asked.map((one) => JSON.stringify(one)));
  const answers = await dryRunReplace(run, cluster, manifests, namespace);
  return new Map(answers.map((one) => [keyOf(one, namespace), one]));
}

/** `Deployment shop/web`; whichever namespace is not written is that of the release. */
export function keyOf(object: Tree, namespace: string): string {
  const metadata = (object['metadata'] ?? {}) as { name?: string; namespace?: string };
  return `${String(object['kind'])} ${metadata.namespace ?? namespace}/${metadata.name ?? ''}`;
}

/** Secrets by name: left where they are, or taken along to be encrypted. */
export function partSecrets(
  secrets: readonly Tree[],
  environment: string | undefined,
  encrypt: boolean,
): { readonly secrets: readonly AdoptedSecret[]; readonly notes: readonly string[] } {
  if (encrypt) return { secrets: secrets.map((object) => ({ environment, object })), notes: [] };
  return { secrets: [], notes: secrets.map((one) => leftOut(keyOf(one, '').split('/')[1] ?? '')) };
}

export const leftOut = (name: string): string =>
  `Secret ${name}: left in the cluster as it is; --secrets=encrypt brings it in with sops`;

const chartText = (name: string): string =>
  `apiVersion: v2\nname: ${name}\ndescription: Objects that were adopted\ntype: application\nversion: 0.1.0\n`;

import type { Adoption } from '../../model/adopt/adoption.ts';
import { GitopsError } from '../../model/errors.ts';
import { isTree, type Tree } from '../../model/manifest/tree.ts';
import { cleanObject } from '../../model/adopt/clean-object.ts';
import type { Cluster } from '../../tools/cluster.ts';
import { listNamespace } from '../../tools/kubectl-list.ts';
import type { LiveObject } from '../../model/plan/drift.ts';
import { readLiveObjects } from '../../tools/live-objects.ts';
import type { StageContext } from '../stage-context.ts';
import { adoptObjects, leftOut, type RunningObject } from './adopt-objects.ts';

export interface NamespaceToAdopt {
  readonly application: string;
  readonly namespace: string;
  readonly environment: string | undefined;
  readonly context: string | undefined;
  readonly cluster: Cluster;
  /** Labels; undefined: whatever people have applied. */
  readonly selector: string | undefined;
  readonly encrypt: boolean;
}

/** What people have applied to a namespace with kubectl. */
export async function adoptLive(input: NamespaceToAdopt, stage: StageContext): Promise<Adoption> {
  const { application, namespace, environment, cluster, selector, encrypt } = input;
  const found = await listNamespace(stage.run, cluster, namespace, selector);
  const objects = found.objects.filter(isApplied);
  if (objects.length === 0 && found.secrets.length === 0) throw nothingFound(input);
  const jobs = objects.filter(({ kind }) => kind === 'Job');
  const kept = objects.filter(({ kind }) => kind !== 'Job');
  const question = {
    name: application,
    namespace,
    environment,
    objects: kept.map(toRunning),
    cluster,
  };
  const made = await adoptObjects(question, stage);
  const names = found.secrets.map((name) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    namespace,
    name,
  }));
  const secrets = encrypt
    ? await readLiveObjects<LiveObject & Tree>(stage.api(cluster), names)
    : [];
  const { kubernetes } = found;
  return {
    application,
    environments: [
      {
        ...{ name: environment, namespace, context: input.context, kubernetes },
        ...{ isRunning: true, unpinned: made.unpinned },
      },
    ],
    charts: [made.chart],
    secrets: secrets.map((object) => ({ environment, object: cleanObject(object, namespace) })),
    notes: [
      ...made.notes,
      ...(encrypt ? [] : found.secrets.map(leftOut)),
      ...jobs.map((job) => `Job ${nameOf(job)}: left out, it has run`),
    ],
  };
}

const nameOf = ({ metadata }: Tree): string => (metadata as { name: string }).name;

const annotation = 'kubectl.kubernetes.io/last-applied-configuration';

interface Metadata {
  readonly name: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly unknown[];
  readonly managedFields?: readonly { readonly manager?: string; readonly operation?: string }[];
}

/** Written by a person: not by a controller, not by Helm, not by kapp. */
function isApplied({ metadata }: Tree): boolean {
  const { annotations = {}, labels = {}, ownerReferences, managedFields } = metadata as Metadata;
  if ((ownerReferences ?? []).length > 0) return false;
  if ('meta.helm.sh/release-name' in annotations || 'kapp.k14s.io/app' in labels) return false;
  return (
    annotation in annotations ||
    (managedFields ?? []).some(({ manager = '' }) => manager.startsWith('kubectl'))
  );
}

function toRunning(live: Tree): RunningObject {
  const text = (live['metadata'] as Metadata).annotations?.[annotation];
  const applied: unknown = text === undefined ? undefined : JSON.parse(text);
  return { applied: isTree(applied) ? applied : undefined, live };
}

const nothingFound = ({ namespace, selector, cluster }: NamespaceToAdopt): GitopsError =>
  new GitopsError(
    'OPTIONS_INVALID',
    `Nothing in the namespace "${namespace}" of ${cluster.context} was applied with kubectl${selector === undefined ? '' : ` and has the labels ${selector}`}`,
    'Objects of Helm come in with --from=helm, those of kapp are deployed under their application already.',
  );

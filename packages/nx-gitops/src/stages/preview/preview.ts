import { join } from 'node:path';
import { removeFolder, writeAtomic } from '../../io/files.ts';
import {
  formatPreviewValues,
  previewAnnotations,
  previewEnvironment,
  previewLabels,
  readPreview,
} from '../../model/release/preview.ts';
import type { Environment } from '../../model/settings/environment.ts';
import type { ConfigRepository } from '../../model/settings/parse-settings.ts';
import type { Cluster } from '../../tools/cluster.ts';
import { openNamespaces } from '../../tools/namespaces.ts';
import type { Service } from '../../workspace/services.ts';
import { deploy } from '../deploy/deploy.ts';
import { findStale, type JudgedService } from '../deploy/refuse-stale.ts';
import { findCluster } from '../deploy/find-cluster.ts';
import { render } from '../render/render.ts';
import type { StageContext } from '../stage-context.ts';
import { previewLocks, type KeyedService } from './preview-locks.ts';
import { foreignNamespace } from './remove-preview.ts';

export interface PreviewInput {
  readonly repository: ConfigRepository;
  readonly base: Environment;
  readonly name: string;
  /** The services of the config repository, judged by the locks of the base. */
  readonly services: readonly JudgedService[];
  /** What the image of a service as it is now was built from. */
  readonly keyOf: (service: Service) => KeyedService;
  /** Show only this service, with the chart in its own folder. */
  readonly only: Service | undefined;
  readonly context: string | undefined;
  /** Milliseconds. */
  readonly ttl: number;
  /** Looks at every object, also at those that did not change since the last run. */
  readonly full: boolean;
}

export interface Previewed {
  readonly name: string;
  readonly namespace: string;
  readonly url: string | undefined;
  readonly expires: string;
  /** Services whose images are those of the sources as they are. */
  readonly own: readonly string[];
  /** Services that run the images of the base. */
  readonly fromBase: readonly string[];
}

/** Brings the sources as they are to a namespace of their own. Nothing of it is committed. */
export async function preview(input: PreviewInput, stage: StageContext): Promise<Previewed> {
  const environment = previewEnvironment(input.repository, input.base, input.name);
  const { namespace, url, release } = environment;
  const own = findStale(input.services);
  const fromBase = input.services.filter((one) => !own.includes(one));
  const done: Previewed = {
    name: input.name,
    namespace,
    url,
    expires: new Date(Date.now() + input.ttl).toISOString(),
    own: own.map(({ service }) => service.name),
    fromBase: fromBase.map(({ service }) => service.name),
  };
  if (stage.dryRun) return done;
  const folder = join(stage.root, release);
  await removeFolder(folder);
  try {
    // Git never sees the folder, whatever the workspace ignores.
    await writeAtomic(join(folder, '.gitignore'), '*\n');
    const values = formatPreviewValues(input.name, namespace, url);
    await writeAtomic(join(folder, 'preview-values.yaml'), values);
    await previewLocks(input, environment.lockFolder, stage);
    const { repository, environment: shown } = chooseChart(input, environment);
    const services = input.services.map(({ service }) => service);
    await render({ repository, environment: shown, services }, { ...stage, report: stage.detail });
    const cluster = findCluster(environment, stage.platform, input.context);
    await prepareNamespace(input, done, cluster, stage);
    const { context, full } = input;
    const choices = { wait: true, allowDeletion: true, yes: true, full, kind: 'preview' as const };
    const where = { repository, environment: shown, context };
    await deploy({ ...where, services: input.services, choices }, stage);
    return done;
  } finally {
    await removeFolder(folder);
  }
}

/** The chart of the service itself, where it is asked for: without the values and secrets of the whole application. */
function chooseChart(
  { repository, only }: PreviewInput,
  environment: Environment,
): { readonly repository: ConfigRepository; readonly environment: Environment } {
  if (only === undefined) return { repository, environment };
  const chart = `${only.root}/umbrella-chart`;
  const values = environment.values.slice(-1);
  return {
    repository: { ...repository, chart },
    environment: { ...environment, folder: chart, values },
  };
}

/** Made before anything is in it, with its labels: whatever happens then, a collection finds it. */
async function prepareNamespace(
  { repository: { application }, name }: PreviewInput,
  { namespace, expires, url }: Previewed,
  cluster: Cluster,
  { api, report }: StageContext,
): Promise<void> {
  const namespaces = openNamespaces(api(cluster));
  const object = await namespaces.find(namespace);
  const existing = object && readPreview(object, application);
  if (object && existing?.name !== name) throw foreignNamespace(namespace, application);
  if (existing?.isTerminating) {
    report(`Waiting until the namespace ${namespace} of before is gone`);
    await namespaces.remove(namespace);
  }
  await namespaces.apply({
    metadata: {
      name: namespace,
      labels: { [previewLabels.application]: application, [previewLabels.name]: name },
      annotations: {
        [previewAnnotations.expires]: expires,
        ...(url === undefined ? {} : { [previewAnnotations.url]: url }),
      },
    },
  });
}

/** A preview as lines for a person. */
export const formatPreview = (
  { name, namespace, url, expires, own, fromBase }: Previewed,
  dryRun: boolean,
): string[] => [
  `${name}: ${dryRun ? 'would run' : 'runs'} in ${namespace} until ${expires.slice(0, 16)}Z`,
  `  built from these sources: ${own.join(', ') || 'none'}`,
  `  from the base: ${fromBase.join(', ') || 'none'}`,
  ...(url ? [`  ${url}`] : []),
];

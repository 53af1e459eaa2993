import type { AdoptedChart, Adoption } from '../../model/adopt/adoption.ts';
import { findTags } from '../../model/adopt/find-tags.ts';
import { partValues } from '../../model/adopt/part-values.ts';
import { splitDocuments } from '../../model/manifest/documents.ts';
import { GitopsError } from '../../model/errors.ts';
import { identityOf } from '../../model/manifest/identity-of.ts';
import type { Tree } from '../../model/manifest/tree.ts';
import type { LiveObject } from '../../model/plan/drift.ts';
import { parseYamlDocuments } from '../../model/manifest/yaml.ts';
import { stringify } from 'yaml';
import { readHelmRelease } from '../../tools/helm-release.ts';
import type { Cluster } from '../../tools/cluster.ts';
import { readServerVersion } from '../../tools/kubectl-list.ts';
import { readLiveObjects } from '../../tools/live-objects.ts';
import type { StageContext } from '../stage-context.ts';
import { adoptObjects, keyOf, partSecrets } from './adopt-objects.ts';
import { holdsSecret } from './hide-secrets.ts';

export interface ReleaseToAdopt {
  readonly release: string;
  readonly application: string;
  readonly namespace: string;
  readonly environment: string | undefined;
  readonly context: string | undefined;
  readonly cluster: Cluster;
  /** The chart that the release was made of; undefined: its objects are brought in as they are. */
  readonly chart: AdoptedChart | undefined;
  readonly encrypt: boolean;
}

/** A Helm release that runs. Helm's own record of it stays in the cluster, and nothing is changed there. */
export async function adoptRelease(input: ReleaseToAdopt, stage: StageContext): Promise<Adoption> {
  const { release, application, namespace, environment, cluster, chart, encrypt } = input;
  if (chart !== undefined && application !== release) throw otherName(release, application);
  const { manifest, values } = await readHelmRelease(stage.run, cluster, release, namespace);
  const kubernetes = await readServerVersion(stage.run, cluster);
  const all = splitDocuments(manifest).flatMap((text) =>
    parseYamlDocuments(text, `the release ${release}`).map(({ value }) => value as Tree),
  );
  const objects = all.filter(({ kind }) => kind !== 'Secret');
  const target = { name: environment, namespace, context: input.context, kubernetes };
  if (chart !== undefined) {
    const { open, secret, paths } = partValues(values, (one) =>
      holdsSecret('values.yaml', stringify(one)),
    );
    const notes = encrypt ? [] : paths.map(valueLeftOut);
    const under = (part: Tree): Tree => underChart(chart.name, part);
    return {
      application,
      environments: [
        {
          ...target,
          isRunning: true,
          unpinned: findTags(objects),
          values: under(open),
          ...(encrypt && paths.length > 0 ? { secretValues: under(secret) } : {}),
        },
      ],
      charts: [chart],
      secrets: [],
      notes: [...notes, helmForgets(release, namespace)],
    };
  }
  const lives = await readLiveObjects<LiveObject & Tree>(
    stage.api(cluster),
    objects.map(identityOf),
    namespace,
  );
  const live = new Map(lives.map((one) => [keyOf(one, namespace), one]));
  const running = objects.map((applied) => ({
    applied,
    live: live.get(keyOf(applied, namespace)) ?? live.get(keyOf(applied, '')),
  }));
  const question = { name: release, namespace, environment, objects: running, cluster };
  const made = await adoptObjects(question, stage);
  const parted = partSecrets(
    all.filter(({ kind }) => kind === 'Secret'),
    environment,
    encrypt,
  );
  return {
    application,
    environments: [{ ...target, isRunning: true, unpinned: made.unpinned }],
    charts: [made.chart],
    secrets: parted.secrets,
    notes: [...made.notes, ...parted.notes, helmForgets(release, namespace)],
  };
}

/** Values of a chart that becomes a dependency; those under "global" are those of all. */
export function underChart(name: string, values: Tree): Tree {
  const { global, ...own } = values;
  return {
    ...(Object.keys(own).length > 0 ? { [name]: own } : {}),
    ...(global === undefined ? {} : { global }),
  };
}

const valueLeftOut = (path: string): string =>
  `value ${path}: left out, it looks like a secret; --secrets=encrypt brings it in with sops`;

const helmForgets = (release: string, namespace: string): string =>
  `Helm still knows the release; after the first deploy: kubectl delete secrets --namespace ${namespace} --selector owner=helm,name=${release}`;

const otherName = (release: string, application: string): GitopsError =>
  new GitopsError(
    'OPTIONS_INVALID',
    `The objects of the release "${release}" are named after it, and the application here is "${application}"`,
    `Give it a config repository of its own: --directory ${release}. Or bring in its objects as they are, without --chart.`,
  );

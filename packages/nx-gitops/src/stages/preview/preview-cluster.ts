import type { Environment } from '../../model/settings/environment.ts';
import type { ConfigRepository } from '../../model/settings/parse-settings.ts';
import type { Cluster } from '../../tools/cluster.ts';
import { findCluster } from '../deploy/find-cluster.ts';
import type { StageContext } from '../stage-context.ts';

/** The cluster that the previews of a config repository are in. `asked` is a kube context. */
export const previewCluster = (
  { preview }: ConfigRepository,
  base: Environment,
  asked: string | undefined,
  { platform }: StageContext,
): Cluster => findCluster({ ...base, context: preview.context ?? base.context }, platform, asked);

import {
  isExpired,
  previewLabels,
  readPreview,
  type Preview,
} from '../../model/release/preview.ts';
import { formatDuration } from '../../model/duration.ts';
import type { Cluster } from '../../tools/cluster.ts';
import { openNamespaces } from '../../tools/namespaces.ts';
import type { StageContext } from '../stage-context.ts';

/** The previews of an application that a cluster has, by name. */
export async function findPreviews(
  application: string,
  cluster: Cluster,
  { api }: StageContext,
): Promise<readonly Preview[]> {
  const found = await openNamespaces(api(cluster)).list(
    `${previewLabels.application}=${application},${previewLabels.name}`,
  );
  return found
    .flatMap((namespace) => readPreview(namespace, application) ?? [])
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Previews as lines for a person. `now` is the time in milliseconds. */
export const formatPreviews = (previews: readonly Preview[], now: number): string[] =>
  previews.length === 0
    ? ['There are no previews']
    : previews.map((one) => {
        const left = isExpired(one, now)
          ? 'expired'
          : `${formatDuration(Date.parse(one.expires) - now)} left`;
        const state = one.isTerminating ? 'is being deleted' : left;
        return `${one.name}  ${one.namespace}  ${state}${one.url ? `  ${one.url}` : ''}`;
      });

import { removeFolder } from '../../io/files.ts';
import { join } from 'node:path';
import { GitopsError } from '../../model/errors.ts';
import {
  isExpired,
  previewEnvironment,
  readPreview,
  type Preview,
} from '../../model/release/preview.ts';
import type { Environment } from '../../model/settings/environment.ts';
import type { ConfigRepository } from '../../model/settings/parse-settings.ts';
import { kappDelete } from '../../tools/kapp-delete.ts';
import type { Cluster } from '../../tools/cluster.ts';
import { openNamespaces } from '../../tools/namespaces.ts';
import { thisHolder } from '../lease/holder.ts';
import { withLease } from '../lease/with-lease.ts';
import type { StageContext } from '../stage-context.ts';
import { findPreviews } from './find-previews.ts';

export interface RemoveInput {
  readonly repository: ConfigRepository;
  readonly base: Environment;
  readonly cluster: Cluster;
}

/** Removes a preview with all that it runs. False where there is none. */
export async function removePreview(
  { repository, base, cluster }: RemoveInput,
  name: string,
  stage: StageContext,
): Promise<boolean> {
  const { application } = repository;
  const { namespace, release } = previewEnvironment(repository, base, name);
  if (!stage.dryRun) await removeFolder(join(stage.root, release));
  const object = await openNamespaces(stage.api(cluster)).find(namespace);
  if (object === undefined) return false;
  const preview = readPreview(object, application);
  if (preview?.name !== name) throw foreignNamespace(namespace, application);
  if (!stage.dryRun) await takeDown(preview, { application, cluster }, stage);
  return true;
}

/** Removes the previews whose time is over, and those whose record is damaged. */
export async function collectPreviews(
  { repository: { application }, cluster }: RemoveInput,
  stage: StageContext,
): Promise<readonly Preview[]> {
  const all = await findPreviews(application, cluster, stage);
  const now = Date.now();
  const expired = all.filter((one) => isExpired(one, now));
  for (const preview of stage.dryRun ? [] : expired) {
    await takeDown(preview, { application, cluster }, stage);
  }
  return expired;
}

/** kapp first: it knows the objects outside of the namespace. What a crash leaves, the next run finds by its labels. */
async function takeDown(
  { namespace, isTerminating }: Preview,
  { application, cluster }: { readonly application: string; readonly cluster: Cluster },
  stage: StageContext,
): Promise<void> {
  const app = { cluster, name: application, namespace };
  stage.report(`Removing the namespace ${namespace} with all that is in it`);
  if (!isTerminating) {
    const holder = { me: thisHolder(undefined), wait: true };
    await withLease(app, holder, stage, (signal) =>
      kappDelete(stage.run, app, stage.detail, signal),
    );
  }
  await openNamespaces(stage.api(cluster)).remove(namespace);
}

export const foreignNamespace = (namespace: string, application: string): GitopsError =>
  new GitopsError(
    'PREVIEW_REFUSED',
    `The namespace ${namespace} is there already, and it is no preview of ${application} by that name`,
    'Take another name, or change preview.namespace in gitops.yaml.',
  );

import type { Environment } from '../../model/parse-settings.ts';
import { servicesOf } from '../../workspace/workspace.ts';
import { render } from '../render/render.ts';
import type { StageContext } from '../stage-context.ts';
import { openCheckedOut, type CheckedOut } from './merge-locks.ts';

/**
 * Renders every environment with shared locks in a checkout, with the settings and charts that are there: the
 * snapshot of the workspace is that of its own sources, which the branch may have left behind.
 */
export async function renderShared(
  repositoryRoot: string,
  checkout: CheckedOut,
  stage: StageContext,
): Promise<readonly Environment[]> {
  const workspace = await openCheckedOut(checkout);
  const repository = workspace.repositories.find(({ root }) => root === repositoryRoot);
  if (!repository) return [];
  const services = servicesOf(workspace, repository);
  const shared = repository.environments.filter(({ locks }) => locks === 'shared');
  const inside: StageContext = {
    ...stage,
    root: checkout.root,
    dryRun: false,
    report: stage.detail,
  };
  for (const environment of shared) {
    await render({ repository, environment, services }, inside);
  }
  return shared;
}

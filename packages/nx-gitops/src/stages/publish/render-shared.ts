import type { Environment } from '../../model/settings/environment.ts';
import { servicesOf } from '../../workspace/workspace.ts';
import { render } from '../render/render.ts';
import type { StageContext } from '../stage-context.ts';
import type { CheckedOut } from './checked-out.ts';

/**
 * Renders every environment with shared locks in a checkout, with the settings and charts that are there: the
 * snapshot of the workspace is that of its own sources, which the branch may have left behind.
 */
export const renderShared = (
  repositoryRoot: string,
  checkout: CheckedOut,
  stage: StageContext,
): Promise<readonly Environment[]> =>
  renderSome(repositoryRoot, ({ locks }) => locks === 'shared', checkout, stage);

/** As `renderShared`, the one environment of that name. */
export const renderOne = (
  repositoryRoot: string,
  environment: string,
  checkout: CheckedOut,
  stage: StageContext,
): Promise<readonly Environment[]> =>
  renderSome(repositoryRoot, ({ name }) => name === environment, checkout, stage);

async function renderSome(
  repositoryRoot: string,
  isMeant: (environment: Environment) => boolean,
  { root, workspace }: CheckedOut,
  stage: StageContext,
): Promise<readonly Environment[]> {
  const repository = workspace.repositories.find((one) => one.root === repositoryRoot);
  if (!repository) return [];
  const services = servicesOf(workspace, repository);
  const { tree } = workspace;
  const meant = repository.environments.filter(isMeant);
  const inside: StageContext = {
    ...stage,
    root,
    dryRun: false,
    report: stage.detail,
  };
  for (const environment of meant) {
    await render({ repository, environment, services, tree }, inside);
  }
  return meant;
}

import type { ExecutorContext, PromiseExecutor } from '@nx/devkit';
import { lockService } from '../../stages/lock/lock-service.ts';
import { lockThirdParty } from '../../stages/lock/lock-third-party.ts';
import { deploys, lockPath, servicesOf } from '../../workspace/workspace.ts';
import { coveredRoots } from '../covered-projects.ts';
import { findRepository, findService, openRun, type OpenRun } from '../open-run.ts';
import type { LockOptions } from './schema.ts';

/** Pins images by digest: on a service its own, on a config repository the third-party ones. */
export const lockExecutor: PromiseExecutor<LockOptions> = async (options, context) => {
  const open = await openRun(options, context);
  const isService = open.workspace.services.some(({ root }) => root === open.project.root);
  await (isService ? lockOwn(options, open, context) : lockOthers(open));
  return { success: true };
};

async function lockOwn(
  options: LockOptions,
  open: OpenRun,
  context: ExecutorContext,
): Promise<void> {
  const service = findService(open);
  const roots = coveredRoots(context);
  const paths = open.workspace.repositories
    .filter((repository) => deploys(repository, service))
    .flatMap(({ environments }) => environments)
    .filter(({ name, locks }) =>
      options.environment === undefined ? locks === 'shared' : name === options.environment,
    )
    .map((environment) => lockPath(environment, service.name));
  const listing = open.workspace.keys.list(service, roots);
  await lockService({ service, listing, roots, paths: [...new Set(paths)] }, open.stage);
}

async function lockOthers(open: OpenRun): Promise<void> {
  const repository = findRepository(open);
  const images = servicesOf(open.workspace, repository).flatMap((service) => service.images);
  const serviceImages = new Set(images.map(({ image }) => image));
  await lockThirdParty({ repository, serviceImages }, open.stage);
}

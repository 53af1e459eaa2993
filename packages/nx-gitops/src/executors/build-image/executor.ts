import type { PromiseExecutor } from '@nx/devkit';
import { buildImage } from '../../stages/build-image/build-image.ts';
import { coveredOutputs, coveredRoots } from '../covered-projects.ts';
import { findService, openRun } from '../open-run.ts';
import type { BuildImageOptions } from './schema.ts';

/** Builds and pushes the images of a service, unless the registry has those of these sources. */
export const buildImageExecutor: PromiseExecutor<BuildImageOptions> = async (options, context) => {
  const open = await openRun(options, context);
  const service = findService(open);
  const roots = coveredRoots(context);
  const { keys } = open.workspace;
  await buildImage(
    {
      service,
      key: keys.digest(service, roots),
      covered: new Map(keys.cover(service, roots)),
      outputs: coveredOutputs(context),
    },
    open.stage,
  );
  return { success: true };
};

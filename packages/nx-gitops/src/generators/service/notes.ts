import { logger } from '@nx/devkit';
import type { ServicePlan } from './normalize-options.ts';

/** What a person has to look at, because no file says it. */
export function tellNotes(plan: ServicePlan): void {
  const { name, root, chart, isNew, kind, output, hasRegistry } = plan;
  if (!hasRegistry) {
    logger.warn(
      `No registry is known: ${root}/kbld.yaml names one that does not exist. Correct "newImage" there, or give --registry to the first service.`,
    );
  }
  if (isNew) return;
  if (kind === 'static') {
    logger.info(
      `${name}: its image holds the folder ${output.folder}. Where the pages lie elsewhere, correct ${root}/Dockerfile and .dockerignore.`,
    );
    return;
  }
  logger.info(
    `${name}: its chart expects it to listen on port 8080 and to answer GET /healthz and /readyz. Where it does otherwise, correct ${chart}/charts/${name}/templates/deployment.yaml; what the image starts is the last line of ${root}/Dockerfile.`,
  );
}

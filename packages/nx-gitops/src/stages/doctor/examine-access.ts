import { GitopsError } from '../../model/errors.ts';
import { atMirror } from '../../model/lock/image-reference.ts';
import type { Environment } from '../../model/settings/environment.ts';
import type { ConfigRepository } from '../../model/settings/parse-settings.ts';
import { openCrane } from '../../tools/crane.ts';
import { openSops } from '../../tools/sops.ts';
import type { Service } from '../../workspace/services.ts';
import { askRights } from '../../tools/ask-rights.ts';
import { findCluster } from '../deploy/find-cluster.ts';
import { listSecretTexts } from '../secrets/list-secret-files.ts';
import type { StageContext } from '../stage-context.ts';
import { diagnose, type Diagnosis } from './diagnosis.ts';

/** Whether the cluster of an environment answers, and lets this user deploy there. */
export const examineCluster = (
  environment: Environment,
  { platform, run }: StageContext,
): Promise<Diagnosis> =>
  diagnose('cluster', environment.name, async () => {
    const cluster = findCluster(environment, platform, undefined);
    const missing = await askRights(run, cluster, environment.namespace);
    if (missing.length === 0) {
      return `${cluster.context}: answers, and lets you deploy to ${environment.namespace}`;
    }
    throw new GitopsError(
      'APPLY_REFUSED',
      `${cluster.context}: you may not ${missing.join(', ')} in ${environment.namespace}`,
      'Ask for a Role with these rights in this namespace.',
    );
  });

/** Whether the registries of the services answer. A tag that is not there is an answer. */
export async function examineRegistries(
  services: readonly Service[],
  { platform, run }: StageContext,
): Promise<Diagnosis[]> {
  const images = services.flatMap((service) => service.images.map((image) => image.destination));
  const byRegistry = new Map(images.map((image) => [image.split('/')[0] ?? image, image]));
  return Promise.all(
    [...byRegistry].map(([registry, image]) =>
      diagnose('registry', registry, async () => {
        await openCrane(run).findDigest(`${atMirror(image, platform.mirror)}:nx-gitops-doctor`);
        return platform.mirror === undefined
          ? 'answers'
          : `the local platform stands in for it and answers`;
      }),
    ),
  );
}

/** Whether this machine can decrypt what a deploy of each environment needs. */
export async function examineKeys(
  repository: ConfigRepository,
  { root, run }: StageContext,
): Promise<Diagnosis[]> {
  const texts = (await listSecretTexts(repository, root)).filter(({ tree }) => tree !== undefined);
  const sops = openSops(run);
  return Promise.all(
    repository.environments.flatMap(({ name, folder }) => {
      const one = texts.find(({ file }) => file.startsWith(`${folder}/`));
      if (one === undefined) return [];
      const open = async (): Promise<string> => {
        await sops.decrypt(one.text, one.file);
        return 'a key of this machine opens its secrets';
      };
      return [diagnose('keys', name, open)];
    }),
  );
}

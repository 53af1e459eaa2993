import { relative } from 'node:path';
import { joinPathFragments, logger, type Tree } from '@nx/devkit';
import { GitopsError } from '../../model/errors.ts';
import { parseSettings } from '../../model/settings/parse-settings.ts';
import { sealDocument } from '../../stages/secrets/seal-document.ts';
import { requireRule } from '../../stages/secrets/find-sops-config.ts';
import { openTools } from '../../tools/run-tool.ts';
import { openSops } from '../../tools/sops.ts';
import { findEnvironment } from '../../workspace/workspace.ts';
import { chooseRepository } from '../choose-repository.ts';
import { collectValues } from './collect-values.ts';
import type { SecretOptions } from './schema.ts';

/** Makes an encrypted Secret: the plain one is in memory and in the pipe to sops only. */
export async function secretGenerator(tree: Tree, options: SecretOptions): Promise<void> {
  const folder = chooseRepository(tree, options.configRepository);
  const settings = tree.read(joinPathFragments(folder, 'gitops.yaml'), 'utf8') ?? '';
  const environment = findEnvironment(parseSettings(settings, folder), options.environment);
  const path = joinPathFragments(environment.folder, `${options.name}.sops.yaml`);
  if (tree.exists(path)) {
    throw new GitopsError(
      'SECRET_DUPLICATE',
      `${path} exists already`,
      `Change it with "sops ${path}".`,
    );
  }
  await requireRule(path, tree.root);
  const values = await collectValues(options);
  const object = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: options.name, namespace: environment.namespace },
    type: 'Opaque',
    ...values,
  };
  const request = { object, name: `Secret ${options.name}`, path, earlier: undefined };
  tree.write(path, await sealDocument(request, openSops(openTools(tree.root)), tree.root));
  logger.info(`${relative('', path)}: encrypted for the recipients of .sops.yaml`);
}

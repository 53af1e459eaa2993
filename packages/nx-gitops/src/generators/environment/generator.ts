import { joinPathFragments, logger, type Tree } from '@nx/devkit';
import { isMap } from 'yaml';
import { readCreationRules } from '../../checks/sops/creation-rules.ts';
import { GitopsError } from '../../model/errors.ts';
import { parseSettings } from '../../model/settings/parse-settings.ts';
import { appendLines } from '../append-lines.ts';
import { chooseRepository } from '../choose-repository.ts';
import { editYaml } from '../edit-yaml.ts';
import { environmentFiles, environmentSettings, machineFolders } from '../environment-files.ts';
import { addSopsRules } from '../sops-rules.ts';
import { writeMissing } from '../write-missing.ts';
import type { EnvironmentOptions } from './schema.ts';

/** Adds an environment; one that is there keeps its settings. */
export async function environmentGenerator(tree: Tree, options: EnvironmentOptions): Promise<void> {
  const { name } = options;
  const folder = chooseRepository(tree, options.configRepository);
  const file = joinPathFragments(folder, 'gitops.yaml');
  const repository = parseSettings(tree.read(file, 'utf8') ?? '', folder);
  const names = repository.environments.map((environment) => environment.name);
  if (names.includes('default')) {
    throw new GitopsError(
      'OPTIONS_INVALID',
      `${file} has no environments: its release is the only one`,
      'Name the one that there is under "environments" first, and move its values to environments/<name>/values.yaml.',
    );
  }
  if (!names.includes(name)) {
    const { namespace, context, locks } = options;
    const wanted = {
      ...environmentSettings(repository.application, name),
      ...(namespace === undefined ? {} : { namespace }),
      ...(context === undefined ? {} : { context }),
      ...(locks === undefined ? {} : { locks }),
    };
    editYaml(tree, file, (document) => {
      const environments = document.get('environments');
      if (isMap(environments)) environments.set(name, document.createNode(wanted));
    });
    parseSettings(tree.read(file, 'utf8') ?? '', folder);
  }
  writeMissing(tree, folder, environmentFiles(name));
  if (name === 'local') appendLines(tree, '.gitignore', machineFolders(folder));
  await addRules(tree, folder, name);
}

/** For the recipients of the rule that is there already: whoever may read the others. */
async function addRules(tree: Tree, folder: string, name: string): Promise<void> {
  const text = tree.read('.sops.yaml', 'utf8');
  if (text === null) {
    if (tree.exists(`${folder}/.sops.yaml`)) {
      logger.warn(`Add a rule for ${folder}/environments/${name} to ${folder}/.sops.yaml.`);
    }
    return;
  }
  const { rules } = await readCreationRules(text);
  const recipients = [...(rules[0]?.recipients ?? [])]
    .map((recipient) => /age1[a-z0-9]+/.exec(recipient)?.[0])
    .filter((recipient) => recipient !== undefined);
  if (recipients.length > 0) addSopsRules(tree, folder, [name], recipients);
  else logger.warn(`Add a rule for ${folder}/environments/${name} to .sops.yaml.`);
}

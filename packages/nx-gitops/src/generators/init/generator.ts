import { logger, type GeneratorCallback, type Tree } from '@nx/devkit';
import { parseSettings } from '../../model/settings/parse-settings.ts';
import { appendLines } from '../append-lines.ts';
import { machineFolders } from '../environment-files.ts';
import { addSopsRules } from '../sops-rules.ts';
import { writeMissing } from '../write-missing.ts';
import { chooseRecipients } from './age-recipients.ts';
import { normalizeOptions, type InitPlan } from './normalize-options.ts';
import { registerPlugin } from './register-plugin.ts';
import { repositoryFiles } from './repository-files.ts';
import type { InitOptions } from './schema.ts';
import { wireHooks } from './wire-hooks.ts';

/** Adds nx-gitops to a workspace. What is there stays, and a second run changes nothing. */
export async function initGenerator(tree: Tree, options: InitOptions): Promise<GeneratorCallback> {
  const plan = normalizeOptions(tree, options);
  const keys =
    plan.secrets && !tree.exists('.sops.yaml') && !tree.exists(`${plan.folder}/.sops.yaml`)
      ? plan.recipients.length > 0
        ? { recipients: plan.recipients, note: undefined, save: undefined }
        : await chooseRecipients(tree.root)
      : undefined;
  if (keys && keys.recipients.length > 0) {
    addSopsRules(tree, plan.folder, environmentsOf(tree, plan), keys.recipients);
  }
  registerPlugin(tree, plan);
  if (!tree.exists(`${plan.folder}/gitops.yaml`)) {
    writeMissing(tree, plan.folder, repositoryFiles(plan));
  }
  ignore(tree, plan.folder);
  const install = plan.hooks ? wireHooks(tree) : undefined;
  return async () => {
    await keys?.save?.();
    await install?.();
    if (keys?.note) logger.info(`nx-gitops: ${keys.note}.`);
  };
}

/** Those of the settings that are there, else those that init writes. */
function environmentsOf(tree: Tree, { folder, environments }: InitPlan): readonly string[] {
  const text = tree.read(`${folder}/gitops.yaml`, 'utf8');
  return text === null
    ? environments
    : parseSettings(text, folder).environments.map(({ name }) => name);
}

function ignore(tree: Tree, folder: string): void {
  appendLines(tree, '.gitignore', [
    'node_modules',
    'dist',
    '.nx/cache',
    '.nx/workspace-data',
    '.nx-gitops',
    ...machineFolders(folder),
  ]);
  appendLines(tree, '.dockerignore', [
    '.git',
    '.nx',
    '.nx-gitops',
    '**/node_modules',
    '**/.env*',
    '**/*.sops.*',
    folder,
  ]);
  if (tree.exists('.prettierignore') || tree.exists('.prettierrc')) {
    appendLines(tree, '.prettierignore', [
      `${folder}/.release`,
      `${folder}/umbrella-chart/**/templates`,
      '**/*.kbld.lock.yml',
    ]);
  }
}

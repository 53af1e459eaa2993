import { logger, type Tree } from '@nx/devkit';
import { miseText } from '../../stages/doctor/write-mise.ts';
import { writeMissing, type Files } from '../write-missing.ts';
import { accessFiles } from './access-files.ts';
import { githubFiles } from './github/github-files.ts';
import { gitlabFiles } from './gitlab/gitlab-files.ts';
import { normalizeOptions } from './normalize-options.ts';
import type { CiOptions } from './schema.ts';
import { scriptFolder, scripts } from './scripts.ts';
import { shellFiles } from './shell/shell-script.ts';
import { writeFiles } from './write-files.ts';

const providers = { github: githubFiles, gitlab: gitlabFiles, shell: shellFiles } as const;

/** Writes a pipeline. Files that are there and differ stay as they are, and are named. */
export async function ciGenerator(tree: Tree, options: CiOptions): Promise<void> {
  const plan = normalizeOptions(tree, options);
  const access = accessFiles(tree, plan);
  const files = {
    ...access.files,
    ...below(scriptFolder, scripts(plan)),
    ...providers[options.provider](plan),
  };
  const kept = writeFiles(tree, files, options.overwrite ?? false);
  writeMissing(tree, '.', { 'mise.toml': miseText() });
  if (kept.length > 0) {
    logger.warn(
      `Kept as they are, though this run would write them differently (--overwrite does): ${kept.join(', ')}`,
    );
  }
  if (access.unknown.length > 0) {
    logger.warn(
      `The rights of the pipeline follow from the snapshot: run this again once there is one of ${access.unknown.join(', ')}.`,
    );
  }
  if (plan.withoutContext.length > 0) {
    logger.warn(
      `gitops.yaml names no context for ${plan.withoutContext.join(', ')}: the jobs cannot deploy there until it does.`,
    );
  }
}

const below = (folder: string, files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));

import { join } from 'node:path';
import { findText } from '../../io/files.ts';
import { openGitCommand } from '../../tools/git-command.ts';
import type { StageContext } from '../stage-context.ts';
import type { Diagnosis } from './diagnosis.ts';

/** A fresh clone has no hooks until the install ran: a commit passes then, and nobody is told. */
export async function examineHooks({ root }: StageContext): Promise<Diagnosis> {
  const about = { area: 'hooks', subject: 'pre-commit' } as const;
  const hook = await findText(join(root, '.husky', 'pre-commit'));
  if (hook === undefined || !/nx-gitops/.test(hook)) {
    const fix = 'Run "nx g nx-gitops:init", or let the hook of your own run "nx-gitops check".';
    return {
      ...about,
      status: 'warning',
      message: 'nothing looks for secrets before a commit',
      fix,
    };
  }
  const { stdout } = await openGitCommand(root).attempt(['config', 'core.hooksPath']);
  if (stdout.includes('.husky')) {
    return { ...about, status: 'fine', message: 'looks for secrets before a commit' };
  }
  const fix = 'Run the install of your package manager in a Git checkout, or "npx husky".';
  return { ...about, status: 'warning', message: 'written, but Git does not know it', fix };
}

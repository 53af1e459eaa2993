import { runProcess, type ProcessResult, type RunProcess } from '../io/process.ts';
import { GitopsError } from '../model/errors.ts';

/** Git in one folder, with one environment. */
export interface GitCommand {
  /** stdout without its last line end; a failure is an error. */
  readonly ask: (args: readonly string[], input?: string) => Promise<string>;
  /** The result, whatever it is. */
  readonly attempt: (args: readonly string[], input?: string) => Promise<ProcessResult>;
  /** The same Git with more variables, or in another folder. */
  readonly at: (folder: string, env?: Readonly<Record<string, string>>) => GitCommand;
}

export function openGitCommand(
  folder: string,
  env: Readonly<Record<string, string>> = {},
  run: RunProcess = runProcess,
): GitCommand {
  const attempt: GitCommand['attempt'] = (args, input) =>
    run('git', args, {
      cwd: folder,
      env: { LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', ...env },
      ...(input === undefined ? {} : { input }),
    });
  return {
    attempt,
    ask: async (args, input) => {
      const result = await attempt(args, input);
      if (result.exitCode === 0) return result.stdout.trimEnd();
      throw new GitopsError(
        'GIT_FAILED',
        `git ${args[0]} failed: ${result.missing ? 'git is not installed' : result.stderr.trim()}`,
        `Run in a Git checkout that is whole: "git status" in ${folder} has to work.`,
      );
    },
    at: (other, more = {}) => openGitCommand(other, { ...env, ...more }, run),
  };
}

import type { Revision } from '../../model/report/report-data.ts';
import type { GitCommand } from '../../tools/git-command.ts';

const shown = 10;
const longest = 400;
const plain = ['--no-color', '--no-ext-diff', '--no-textconv', '--no-renames', '--unified=2'];

/** The newest versions of a file in Git with what each changed. A clone without commits has none. */
export async function readRevisions(git: GitCommand, path: string): Promise<Revision[]> {
  const format = `--format=%x00${['%H', '%cI', '%an', '%s'].join('%x1f')}`;
  const args = ['log', `--max-count=${shown}`, format, '--patch', ...plain, '--', path];
  const { stdout, exitCode } = await git.attempt(args);
  if (exitCode !== 0) return [];
  return stdout
    .split('\0')
    .slice(1)
    .map((entry) => {
      const [head = '', ...lines] = entry.split('\n');
      const [commit = '', at = '', author = '', subject = ''] = head.split('\x1f');
      return { commit, at, author, subject, patch: shorten(lines) };
    });
}

/** The hunks without Git's header. */
function shorten(lines: readonly string[]): string {
  const first = lines.findIndex((line) => line.startsWith('@@'));
  const hunks = first === -1 ? [] : lines.slice(first);
  while (hunks.at(-1) === '') hunks.pop();
  return hunks.length <= longest
    ? hunks.join('\n')
    : [...hunks.slice(0, longest), `… and ${hunks.length - longest} lines more`].join('\n');
}

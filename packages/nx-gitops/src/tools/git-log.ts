import type { CommitLine } from '../model/plan/plan.ts';
import type { GitCommand } from './git-command.ts';

/** A commit as a person knows it. */
export interface AuthoredCommit extends CommitLine {
  readonly author: string;
}

/** A commit that gave a file other content. */
export interface FileChange {
  readonly commit: string;
  /** ISO time of the commit. */
  readonly at: string;
  readonly path: string;
  /** Blob id of the new content; zeros where the file went. */
  readonly blob: string;
}

/** Every change of the files in some folders up to a commit, the newest first: one process, however many files. */
export async function listFileChanges(
  git: GitCommand,
  tip: string,
  folders: readonly string[],
): Promise<readonly FileChange[]> {
  const format = ['--format=%x01%H %cI', '--raw', '--no-abbrev', '--no-renames', '--relative'];
  const output = await git.ask(['log', ...format, tip, '--', ...folders]);
  return output.split('\x01').flatMap((record) => {
    const [head = '', ...lines] = record.split('\n');
    const [commit = '', at = ''] = head.split(' ');
    return lines.flatMap((line) => {
      const match = /^:\d+ \d+ [0-9a-f]+ ([0-9a-f]+) \w\t(.+)$/.exec(line);
      return match ? [{ commit, at, blob: match[1] ?? '', path: match[2] ?? '' }] : [];
    });
  });
}

/** The newest commit up to `tip` that brought a text into a file; undefined where none did. */
export async function findIntroduction(
  git: GitCommand,
  tip: string,
  path: string,
  text: string,
): Promise<string | undefined> {
  const found = await git.attempt(['log', '--format=%H', `-S${text}`, tip, '--', path]);
  for (const commit of found.stdout.split('\n').filter(Boolean)) {
    const content = await git.attempt(['cat-file', 'blob', `${commit}:./${path}`]);
    if (content.stdout.includes(text)) return commit;
  }
  return undefined;
}

/** The commits after `old` up to `young` that touch some paths, the newest first; at most `limit` of them. */
export async function listCommits(
  git: GitCommand,
  old: string,
  young: string,
  paths: readonly string[],
  limit?: number,
): Promise<readonly AuthoredCommit[]> {
  const most = limit === undefined ? [] : [`--max-count=${limit}`];
  const range = ['--no-merges', ...most, '--format=%H%x09%an%x09%s', `${old}..${young}`];
  const output = await git.ask(['log', ...range, '--', ...paths]);
  return output
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [commit = '', author = '', ...subject] = line.split('\t');
      return { commit, author, subject: subject.join('\t') };
    });
}

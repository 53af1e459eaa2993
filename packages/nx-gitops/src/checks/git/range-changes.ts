import { resolve } from 'node:path';
import { cannotCheck } from '../cannot-check.ts';
import type { Change } from './change.ts';
import { changesOfGroups, deletedInGroups } from './changes-of-groups.ts';
import { askGit, readGit } from './git-process.ts';
import { parseRawDiff } from './parse-raw-diff.ts';

const diff = [
  'diff-tree',
  '--stdin',
  '-r',
  '-c',
  '--root',
  '--raw',
  '-z',
  '--no-renames',
  '--no-relative',
  '--no-abbrev',
  '--diff-filter=AMTD',
];
const deepen =
  'Fetch the history that is missing (fetch-depth: 0 in CI, or git fetch --unshallow) and check again';

export interface RangeChanges {
  readonly head: string;
  readonly commits: number;
  readonly changes: readonly Change[];
  readonly deleted: readonly string[];
}

/** What every commit of a range adds; of a merge, what differs from all its parents. */
export async function rangeChanges(
  cwd: string,
  base: string | undefined,
  tip: string,
  excludeRemotes = false,
): Promise<RangeChanges> {
  const head = await resolveCommit(cwd, tip);
  const from = base === undefined ? undefined : await resolveCommit(cwd, base);
  const limits = [...(from ? [`^${from}`] : []), ...(excludeRemotes ? ['--not', '--remotes'] : [])];
  const listed = await readGit(['rev-list', '--reverse', head, ...limits, '--'], cwd);
  const commits = listed
    .toString()
    .split('\n')
    .filter((line) => line !== '');
  await refuseShallow(cwd, commits, from, head);
  const groups = parseRawDiff(await readGit(diff, cwd, `${commits.join('\n')}\n`));
  return {
    head,
    commits: commits.length,
    changes: changesOfGroups(groups),
    deleted: deletedInGroups(groups),
  };
}

async function resolveCommit(cwd: string, name: string): Promise<string> {
  const { code, stdout } = await askGit(
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`],
    cwd,
  );
  const id = stdout.toString().trim().split('\n').at(-1) ?? '';
  if (code === 0 && /^[0-9a-f]{40,64}$/.test(id)) return id;
  throw cannotCheck(`The commit "${name}" is not in this clone`, deepen);
}

/** A commit at the edge of a shallow clone hides what is behind it. */
async function refuseShallow(
  cwd: string,
  commits: readonly string[],
  base: string | undefined,
  head: string,
): Promise<void> {
  const answer = (
    await readGit(['rev-parse', '--is-shallow-repository', '--git-path', 'shallow'], cwd)
  )
    .toString()
    .split('\n');
  if (answer[0] !== 'true') return;
  const { readFile } = await import('node:fs/promises');
  const edges = new Set((await readFile(resolve(cwd, answer[1] ?? ''), 'utf8')).split('\n'));
  const hidden = commits.some((commit) => edges.has(commit));
  const joined = base === undefined || (await askGit(['merge-base', base, head], cwd)).code === 0;
  if (hidden || !joined)
    throw cannotCheck('This clone is shallow and ends inside the range', deepen);
}

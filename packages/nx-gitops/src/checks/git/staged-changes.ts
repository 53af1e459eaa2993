import type { Change } from './change.ts';
import { changesOfGroups, deletedInGroups } from './changes-of-groups.ts';
import { askGit, readGit } from './git-process.ts';
import { parseRawDiff } from './parse-raw-diff.ts';

const diff = [
  'diff-index',
  '--cached',
  '--raw',
  '-z',
  '--no-renames',
  '--no-relative',
  '--no-abbrev',
  '--diff-filter=AMTD',
];

export interface StagedChanges {
  readonly changes: readonly Change[];
  readonly deleted: readonly string[];
}

/** What the next commit changes, from the index alone. */
export async function stagedChanges(cwd: string): Promise<StagedChanges> {
  const { code, stdout } = await askGit([...diff, 'HEAD', '--'], cwd);
  if (code === 0) return read(stdout);
  const hasHead = (await askGit(['rev-parse', '--verify', '--quiet', 'HEAD'], cwd)).code === 0;
  const base = hasHead
    ? 'HEAD'
    : (await readGit(['hash-object', '-t', 'tree', '--stdin'], cwd)).toString().trim();
  return read(await readGit([...diff, base, '--'], cwd));
}

function read(output: Buffer): StagedChanges {
  const groups = parseRawDiff(output);
  return { changes: changesOfGroups(groups), deleted: deletedInGroups(groups) };
}

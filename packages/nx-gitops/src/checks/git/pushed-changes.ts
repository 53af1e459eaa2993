import { rangeChanges, type RangeChanges } from './range-changes.ts';
import { askGit } from './git-process.ts';

const nothing = /^0+$/;

/** What a push brings: Git tells a pre-push hook a line for each ref. */
export async function pushedChanges(cwd: string, lines: string): Promise<RangeChanges[]> {
  const ranges: RangeChanges[] = [];
  for (const line of lines.split('\n')) {
    const [, local, , remote] = line.trim().split(/\s+/);
    if (!local || !remote || nothing.test(local)) continue;
    const known =
      !nothing.test(remote) &&
      (await askGit(['cat-file', '-e', `${remote}^{commit}`], cwd)).code === 0;
    ranges.push(await rangeChanges(cwd, known ? remote : undefined, local, !known));
  }
  return ranges;
}

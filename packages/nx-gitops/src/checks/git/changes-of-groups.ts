import type { Change } from './change.ts';
import { isFile, type RawGroup } from './parse-raw-diff.ts';

/** The versions of files that these diffs bring in, each once. */
export function changesOfGroups(groups: readonly RawGroup[]): Change[] {
  const seen = new Set<string>();
  return groups.flatMap(({ commit, entries }) => {
    const removed = entries.filter(({ status }) => status === 'D').flatMap(({ before }) => before);
    return entries.flatMap(({ path, mode, id, before }) => {
      const key = `${id}\0${path}`;
      if (!isFile(mode) || /^0+$/.test(id) || seen.has(key)) return [];
      seen.add(key);
      return [{ path, id, before, removed, commit }];
    });
  });
}

/** The paths that these diffs take away. */
export const deletedInGroups = (groups: readonly RawGroup[]): string[] =>
  groups.flatMap(({ entries }) =>
    entries.filter(({ status }) => /^D+$/.test(status)).map(({ path }) => path),
  );

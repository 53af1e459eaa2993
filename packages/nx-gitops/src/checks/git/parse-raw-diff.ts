export interface RawEntry {
  readonly path: string;
  readonly mode: string;
  readonly id: string;
  readonly before: readonly string[];
  readonly status: string;
}

export interface RawGroup {
  readonly commit: string | undefined;
  readonly entries: readonly RawEntry[];
}

const nothing = /^0+$/;

/** The output of `git diff-index` or `git diff-tree --stdin -c` with `--raw -z`. */
export function parseRawDiff(output: Buffer): RawGroup[] {
  const groups: { commit: string | undefined; entries: RawEntry[] }[] = [];
  const fields = splitAtZero(output);
  for (let at = 0; at < fields.length; at += 1) {
    const field = fields[at]!.toString('latin1');
    if (field.startsWith(':')) {
      if (groups.length === 0) groups.push({ commit: undefined, entries: [] });
      at += 1;
      groups.at(-1)!.entries.push(parseEntry(field, fields[at]?.toString('utf8') ?? ''));
    } else if (/^[0-9a-f]{40,64}$/.test(field.trim())) {
      groups.push({ commit: field.trim(), entries: [] });
    }
  }
  return groups;
}

/** `:modes… ids… status`, with as many colons as there are parents. */
function parseEntry(field: string, path: string): RawEntry {
  const parents = /^:+/.exec(field)![0].length;
  const words = field.slice(parents).split(' ');
  const ids = words.slice(parents + 1, 2 * parents + 2);
  return {
    path,
    mode: words[parents]!,
    id: ids[parents]!,
    before: ids.slice(0, parents).filter((id, index) => !nothing.test(id) && isFile(words[index]!)),
    status: words.at(-1)!,
  };
}

/** Ordinary files; links and submodules have no text of their own. */
export const isFile = (mode: string): boolean =>
  mode === '100644' || mode === '100755' || mode === '100664';

export function splitAtZero(output: Buffer): Buffer[] {
  const fields: Buffer[] = [];
  let start = 0;
  for (let end = output.indexOf(0); end !== -1; end = output.indexOf(0, start)) {
    fields.push(output.subarray(start, end));
    start = end + 1;
  }
  if (start < output.length) fields.push(output.subarray(start));
  return fields;
}

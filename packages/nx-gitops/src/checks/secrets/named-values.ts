import type { KeyPath, Leaf, Outline } from '../outline/outline.ts';
import { mayBeSensitive, sensitivityOf } from '../values/sensitive-name.ts';
import { silentDocuments } from './silent-documents.ts';
import { findAssignments } from './find-assignments.ts';

export interface NamedValue {
  readonly name: string;
  readonly value: string;
  readonly line: () => number;
  /** It stands in a comment. */
  readonly commented: () => boolean;
  readonly loose?: boolean | undefined;
}

const carriers = new Set([
  'value',
  'default',
  'defaultValue',
  'current',
  'plain',
  'content',
  'text',
  'raw',
  'string',
  'plaintext',
]);
const labels = new Set([
  'name',
  'key',
  'variable',
  'param',
  'Name',
  'Key',
  'parameter',
  'ParameterKey',
]);
const skipped = new Set([
  'encryptedData',
  'encrypted',
  'secure',
  'secretKeyRef',
  'secretRef',
  'configMapKeyRef',
  'remoteRef',
  'matchLabels',
  'labels',
  'required',
  'caBundle',
  'integrity',
  'checksum',
]);
/** Every value of an outline with the name that says what it is, also `{name: X, value: Y}` and text in text. */
export function* namedValues(outline: Outline): Iterable<NamedValue> {
  const names = labelledNames(outline);
  const silent = silentDocuments(outline);
  let option: string | undefined;
  for (const leaf of outline.leaves) {
    // `["--password", "x"]`: an argument may stand in the item behind its option.
    const before = typeof leaf.path.at(-1) === 'number' ? option : undefined;
    option = /^--?([A-Za-z][\w-]{2,60})$/.exec(leaf.value)?.[1];
    if (leaf.value.length < 3) continue;
    const named = before !== undefined && option === undefined ? before : undefined;
    const name = named ?? labelOf(leaf, names) ?? ownName(leaf.path);
    const isNamed = sensitivityOf(name) !== 'none';
    const isText =
      (leaf.style === 'block' || /[=:]|--/.test(leaf.value)) && mayBeSensitive(leaf.value);
    if (!isNamed && !isText) continue;
    if (silent.has(leaf.document) || isSkipped(leaf.path)) continue;
    if (isNamed && !/^-----BEGIN[^]*\n/.test(leaf.value)) {
      yield { name, value: leaf.value.trim(), line: () => leaf.line, commented: never };
    }
    if (isText) yield* insideText(leaf);
  }
}

const isSkipped = (path: KeyPath): boolean =>
  path.some((part) => typeof part === 'string' && skipped.has(part));

function* insideText(leaf: Leaf): Iterable<NamedValue> {
  for (const { name, value, offset, loose } of findAssignments(leaf.value)) {
    const before = (): number =>
      leaf.style === 'block' ? leaf.value.slice(0, offset).split('\n').length : 0;
    yield {
      name,
      value,
      loose,
      line: () => leaf.line + before(),
      commented: () => isCommented(leaf.value, offset),
    };
  }
}

/** The names that siblings of a value give it, by the path of the mapping. */
function labelledNames(outline: Outline): Map<string, string> {
  const names = new Map<string, string>();
  for (const leaf of outline.leaves) {
    if (
      labels.has(String(leaf.path.at(-1))) &&
      leaf.value !== 'key' &&
      mayBeSensitive(leaf.value) &&
      leaf.value.length < 200
    ) {
      names.set(ownerKey(leaf), leaf.value.slice(leaf.value.lastIndexOf('/') + 1));
    }
  }
  return names;
}

function labelOf(leaf: Leaf, names: ReadonlyMap<string, string>): string | undefined {
  const last = leaf.path.at(-1);
  const isCarrier =
    last === 'Value' ||
    last === 'ParameterValue' ||
    (typeof last === 'string' && carriers.has(last));
  return names.size > 0 && isCarrier ? names.get(ownerKey(leaf)) : undefined;
}

const ownerKey = ({ document, path }: Leaf): string =>
  `${document}\0${path.slice(0, -1).join('\0')}`;

const never = (): boolean => false;

/** The nearest key; `value` and the like only say that the name stands above. */
function ownName(path: KeyPath): string {
  const at = path.findLastIndex((part) => typeof part === 'string');
  const last = String(path[at] ?? '');
  if (!carriers.has(last)) return last;
  const above = path.slice(0, at).findLast((part) => typeof part === 'string');
  return above === undefined ? last : `${above}_${last}`;
}

/** The line up to the offset begins as a comment does; far behind its beginning nobody writes one. */
export function isCommented(text: string, offset: number): boolean {
  const near = text.slice(Math.max(0, offset - 300), offset);
  const start = near.lastIndexOf('\n') + 1;
  return (start > 0 || offset <= 300) && /^\s*(?:#|\/\/|;)/.test(near.slice(start));
}

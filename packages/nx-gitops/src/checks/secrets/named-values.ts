import type { KeyPath, Leaf, Outline } from '../outline/outline.ts';
import { findAssignments } from './find-assignments.ts';

export interface NamedValue {
  readonly name: string;
  readonly value: string;
  readonly line: () => number;
  /** It stands in a comment. */
  readonly commented: boolean;
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
const labels = new Set(['name', 'key', 'variable', 'param', 'Name', 'Key', 'parameter']);
const skipped = new Set([
  'encryptedData',
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
const silentKinds = new Set([
  'CustomResourceDefinition',
  'ClusterRole',
  'Role',
  'RoleBinding',
  'ClusterRoleBinding',
]);

/** Every value of an outline with the name that says what it is, also `{name: X, value: Y}` and text in text. */
export function* namedValues(outline: Outline): Iterable<NamedValue> {
  const names = labelledNames(outline);
  const silent = silentDocuments(outline);
  for (const leaf of outline.leaves) {
    if (leaf.value === '' || silent.has(leaf.document)) continue;
    if (leaf.path.some((part) => typeof part === 'string' && skipped.has(part))) continue;
    const name = names.get(labelKey(leaf)) ?? ownName(leaf.path);
    if (!leaf.value.includes('\n'))
      yield { name, value: leaf.value, line: () => leaf.line, commented: false };
    else if (!/^-----BEGIN/.test(leaf.value))
      yield { name, value: leaf.value.trim(), line: () => leaf.line, commented: false };
    if (leaf.value.includes('=') || leaf.value.includes(':') || leaf.value.includes('--'))
      yield* insideText(leaf);
  }
}

function* insideText(leaf: Leaf): Iterable<NamedValue> {
  for (const { name, value, offset } of findAssignments(leaf.value)) {
    const before = (): number =>
      leaf.style === 'block' ? leaf.value.slice(0, offset).split('\n').length : 0;
    yield {
      name,
      value,
      line: () => leaf.line + before(),
      commented: isCommented(leaf.value, offset),
    };
  }
}

/** The names that siblings of a value give it. */
function labelledNames(outline: Outline): Map<string, string> {
  const names = new Map<string, string>();
  for (const leaf of outline.leaves) {
    if (labels.has(String(leaf.path.at(-1))) && leaf.value.length < 200) {
      for (const carrier of carriers)
        names.set(pathKey(leaf.document, [...leaf.path.slice(0, -1), carrier]), leaf.value);
      names.set(pathKey(leaf.document, [...leaf.path.slice(0, -1), 'Value']), leaf.value);
    }
  }
  return names;
}

const labelKey = (leaf: Leaf): string => pathKey(leaf.document, leaf.path);

const pathKey = (document: number, path: KeyPath): string => `${document}\0${path.join('\0')}`;

function ownName(path: KeyPath): string {
  const keys = path.filter((part) => typeof part === 'string');
  const last = keys.at(-1) ?? '';
  return carriers.has(last) && keys.length > 1 ? `${keys.at(-2)}_${last}` : last;
}

function silentDocuments(outline: Outline): Set<number> {
  const silent = new Set<number>();
  for (const leaf of outline.leaves) {
    if (leaf.path.length === 1 && leaf.path[0] === 'kind' && silentKinds.has(leaf.value))
      silent.add(leaf.document);
  }
  return silent;
}

/** The line up to the offset begins as a comment does; far behind its beginning nobody writes one. */
export function isCommented(text: string, offset: number): boolean {
  const near = text.slice(Math.max(0, offset - 300), offset);
  const start = near.lastIndexOf('\n') + 1;
  return (start > 0 || offset <= 300) && /^\s*(?:#|\/\/|;)/.test(near.slice(start));
}

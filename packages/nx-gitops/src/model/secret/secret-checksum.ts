import { createHash } from 'node:crypto';
import { parse } from 'yaml';

/**
 * A checksum that changes when a value of an encrypted document does. It is made of the random numbers that sops
 * gives each value (`iv`): they stay when the same value is encrypted for others or with a new data key, and they
 * say nothing of the value.
 */
export function secretChecksum(document: string): string {
  const { sops: _metadata, ...object } = parse(document, { logLevel: 'silent' }) as Tree;
  const lines = listLeaves(object, []).sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 16);
}

type Tree = Readonly<Record<string, unknown>>;

/** Keys count, plain values too: a key that is renamed is another file in the pod. */
function listLeaves(node: unknown, path: readonly string[]): string[] {
  if (typeof node !== 'object' || node === null) {
    const text = String(node);
    return [JSON.stringify([...path, /^ENC\[.*,iv:([^,]+),/.exec(text)?.[1] ?? text])];
  }
  return Object.entries(node).flatMap(([key, value]) =>
    key === 'metadata' && path.length === 0 ? [] : listLeaves(value, [...path, key]),
  );
}

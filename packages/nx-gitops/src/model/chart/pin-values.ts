import { isScalar, parseDocument, visit } from 'yaml';
import type { LockSet } from '../lock/lock-set.ts';

/** A values file with the digests of locks under every key `image`; comments stay. Text that is no YAML stays too. */
export function pinValues(text: string, locks: LockSet): string {
  const document = parseDocument(text, { logLevel: 'silent' });
  if (document.errors.length > 0) return text;
  let isChanged = false;
  visit(document, {
    Pair: (_, { key, value }) => {
      if (!isScalar(key) || key.value !== 'image' || !isScalar(value)) return;
      const pinned = locks.get(String(value.value));
      if (pinned === undefined) return;
      value.value = pinned;
      isChanged = true;
    },
  });
  return isChanged ? document.toString({ lineWidth: 0 }) : text;
}

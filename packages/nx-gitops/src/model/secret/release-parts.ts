import { isEncrypted, macOf } from './encrypted-document.ts';

/** Documents that were one file for sops: one MAC, and one data key, over all of them. */
export interface EncryptedGroup {
  readonly kind: 'encrypted';
  readonly documents: readonly string[];
}

/** A run of documents that need no key. */
export interface PlainPart {
  readonly kind: 'plain';
  readonly documents: readonly string[];
}

export type ReleasePart = EncryptedGroup | PlainPart;

/** A snapshot as the runs of documents that have to be handled together, in its order. */
export function splitRelease(state: string): ReleasePart[] {
  const parts: { kind: ReleasePart['kind']; mac: string; documents: string[] }[] = [];
  for (const document of state.split(/^---\n/m)) {
    if (document.trim() === '') continue;
    const kind = isEncrypted(document) ? 'encrypted' : 'plain';
    const mac = kind === 'encrypted' ? macOf(document) : '';
    const last = parts.at(-1);
    if (last?.kind === kind && last.mac === mac) last.documents.push(document);
    else parts.push({ kind, mac, documents: [document] });
  }
  return parts.map(({ kind, documents }) => ({ kind, documents }));
}

import type { Comment, Leaf, Outline } from '../outline/outline.ts';

export type SopsFormat = 'yaml' | 'json' | 'binary' | 'dotenv' | 'ini';

/** A file that sops has written (or that says so), taken apart: values, comments, and what sops recorded. */
export interface SopsTree {
  readonly format: SopsFormat;
  readonly leaves: readonly Leaf[];
  readonly comments: readonly Comment[];
  readonly duplicates: readonly Comment[];
  /** The metadata of each document that has some, paths relative to `sops`. */
  readonly metadata: ReadonlyMap<number, readonly Leaf[]>;
  readonly documents: readonly number[];
}

const ownFields =
  /^(?:mac|lastmodified|mac_only_encrypted|(?:un)?encrypted_(?:comment_)?(?:regex|suffix))$/;
const keyFields = /^(?:enc|recipient|fp|arn|resource_id|vault_url|vault_address)$/;

/** Other programs have a setting called "sops" too; what sops itself records is not to be mistaken. */
const isRecord = ({ path }: Leaf): boolean =>
  (path.length === 1 && ownFields.test(String(path[0]))) ||
  (path.length > 2 && keyFields.test(String(path.at(-1))));

/** Splits an outline into data and metadata; nothing where there is no metadata of sops. */
export function splitSopsTree(outline: Outline, format: SopsFormat): SopsTree | undefined {
  const metadata = new Map<number, Leaf[]>();
  const leaves: Leaf[] = [];
  for (const leaf of outline.leaves) {
    if (leaf.path[0] !== 'sops' || (leaf.path.length === 1 && leaf.value !== '')) {
      leaves.push(leaf);
      continue;
    }
    const recorded = metadata.get(leaf.document) ?? [];
    recorded.push({ ...leaf, path: leaf.path.slice(1) });
    metadata.set(leaf.document, recorded);
  }
  const recorded = [...metadata.values()].flat();
  if (!recorded.some(isRecord)) return undefined;
  const isBinary =
    format === 'json' &&
    leaves.length === 1 &&
    leaves[0]!.path.join() === 'data' &&
    leaves[0]!.path.length === 1;
  return {
    format: isBinary ? 'binary' : format,
    leaves,
    comments: outline.comments.filter((comment) => comment.path[0] !== 'sops'),
    duplicates: outline.duplicates,
    metadata,
    documents: [...new Set(outline.leaves.map((leaf) => leaf.document))],
  };
}

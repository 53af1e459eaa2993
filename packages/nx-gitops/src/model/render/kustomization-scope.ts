import { nameOf, readIdentity } from '../manifest/manifest.ts';
import { isTree, type Tree } from '../manifest/tree.ts';

/** A patch of a kustomization, with the text of its file. */
export interface KustomizationPatch {
  readonly entry: Tree;
  /** The objects that it is for by its own identity; undefined where it has a target. */
  readonly objects: readonly string[] | undefined;
}

/** What changes each object by itself: with these, a release can be cut into shards. */
const local = new Set([
  ...['apiVersion', 'kind', 'metadata', 'patches', 'images', 'labels', 'commonAnnotations'],
  ...['buildMetadata', 'sortOptions'],
]);

/** Whether a kustomization treats each object alone: none of its fields looks from one object to another. */
export const isLocalKustomization = (kustomization: Tree): boolean =>
  Object.keys(kustomization).every((key) => local.has(key));

/** What a patch is for: objects by identity, or, with a target, whatever matches. */
export function readPatch(entry: Tree, text: string): KustomizationPatch {
  if (isTree(entry['target'])) return { entry, objects: undefined };
  const objects = text
    .split(/^---\s*$/m)
    .flatMap((document) => readIdentity(document) ?? [])
    .map(keyOf);
  return { entry, objects: objects.length > 0 ? objects : undefined };
}

/** A patch that names no namespace is for the object of any; kustomize itself looks at both. */
export const keyOf = (identity: { kind: string; name: string }): string =>
  nameOf({ ...identity, namespace: '' });

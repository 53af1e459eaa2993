import { isByDigest } from '../lock/images-in-manifests.ts';
import { isTree, type Tree } from '../manifest/tree.ts';

/** The images of objects that are named by a tag, or by nothing, sorted. */
export function findTags(objects: readonly Tree[]): string[] {
  const found = new Set<string>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit);
    else if (isTree(node)) {
      for (const [key, value] of Object.entries(node)) {
        if (key === 'image' && typeof value === 'string' && value !== '') found.add(value);
        else visit(value);
      }
    }
  };
  objects.forEach(visit);
  return [...found].filter((image) => !isByDigest(image)).sort();
}

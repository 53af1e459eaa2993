import type { KeyPath, Leaf, Outline } from '../outline/outline.ts';

const templateHolders = new Set(['SopsSecret']);

/** The values of every Secret in an outline: `data` and `stringData`, in lists and templates too. */
export function* manifestLeaves(outline: Outline): Iterable<{ leaf: Leaf; encoded: boolean }> {
  const owners = new Set<string>();
  for (const leaf of outline.leaves) {
    if (leaf.path.at(-1) !== 'kind') continue;
    const owner = ownerKey(leaf.document, leaf.path.slice(0, -1));
    if (leaf.value === 'Secret') owners.add(owner);
    if (leaf.value === 'SecretList') owners.add(`${owner}\0items\0*`);
    if (templateHolders.has(leaf.value)) owners.add(`${owner}\0spec\0secretTemplates\0*`);
  }
  if (owners.size === 0) return;
  for (const leaf of outline.leaves) {
    const at = leaf.path.findIndex((part) => part === 'data' || part === 'stringData');
    if (at === -1) continue;
    for (let place = at; place < leaf.path.length; place += 1) {
      const part = leaf.path[place];
      if (part !== 'data' && part !== 'stringData') continue;
      const exact = ownerKey(leaf.document, leaf.path.slice(0, place));
      const inList = ownerKey(leaf.document, [...leaf.path.slice(0, Math.max(place - 1, 0)), '*']);
      if (owners.has(exact) || (place > 0 && owners.has(inList))) {
        yield { leaf, encoded: part === 'data' };
        break;
      }
    }
  }
}

const ownerKey = (document: number, path: KeyPath): string => [document, ...path].join('\0');

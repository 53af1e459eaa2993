import type { Outline } from '../outline/outline.ts';

const silentKinds = new Set([
  'CustomResourceDefinition',
  'ClusterRole',
  'Role',
  'RoleBinding',
  'ClusterRoleBinding',
]);

/** Documents of kinds whose names are descriptions and rights, not values. */
export function silentDocuments(outline: Outline): Set<number> {
  const silent = new Set<number>();
  for (const leaf of outline.leaves) {
    if (leaf.path.length === 1 && leaf.path[0] === 'kind' && silentKinds.has(leaf.value))
      silent.add(leaf.document);
  }
  return silent;
}

import type { Finding } from '../finding.ts';
import { sopsFinding } from './sops-finding.ts';
import type { SopsTree } from './sops-tree.ts';
import { parseSopsToken, startsAsToken } from './sops-token.ts';

/**
 * sops renews the MAC with every edit. Values that differ from those of the commit before while the
 * MAC is the same one were edited by hand: the file will not decrypt.
 */
export function* checkStaleMac(path: string, tree: SopsTree, before: SopsTree): Iterable<Finding> {
  const mac = macOf(tree);
  if (!mac || mac.value !== macOf(before)?.value) return;
  const onlyEncrypted = [...tree.metadata.values()]
    .flat()
    .some((leaf) => leaf.path[0] === 'mac_only_encrypted' && leaf.value === 'true');
  const changed = firstDifference(values(tree, onlyEncrypted), values(before, onlyEncrypted));
  if (changed === undefined) return;
  const at = tree.leaves.find((leaf) => leaf.path.join('.') === changed);
  yield sopsFinding(
    path,
    'sops-stale-mac',
    at?.line ?? mac.line,
    `The value at ${changed} changed and the MAC did not: edited by hand, it will not decrypt`,
  );
}

const macOf = (tree: SopsTree) =>
  [...tree.metadata.values()].flat().find((leaf) => leaf.path[0] === 'mac');

/** The MAC runs over the values in their order; keys of mappings and empty values are not in it. */
function values(tree: SopsTree, onlyEncrypted: boolean): { key: string; value: string }[] {
  return tree.leaves
    .filter((leaf) => leaf.style !== 'null' && leaf.style !== 'collection' && leaf.value !== '')
    .filter((leaf) => !onlyEncrypted || (startsAsToken(leaf.value) && parseSopsToken(leaf.value)))
    .map((leaf) => ({ key: leaf.path.join('.'), value: leaf.value }));
}

function firstDifference(
  now: readonly { key: string; value: string }[],
  before: readonly { key: string; value: string }[],
): string | undefined {
  for (let index = 0; index < Math.max(now.length, before.length); index += 1) {
    const [a, b] = [now[index], before[index]];
    if (a?.value !== b?.value || (a?.key !== b?.key && startsAsToken(a?.value ?? '')))
      return a?.key ?? b?.key;
  }
  return undefined;
}

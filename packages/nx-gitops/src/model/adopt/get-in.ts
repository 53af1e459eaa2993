import { isTree } from '../manifest/tree.ts';

/** What is at a path of keys and places; undefined where there is nothing. */
export const getIn = (node: unknown, ...path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>(
    (inner, key) =>
      Array.isArray(inner) ? inner[Number(key)] : isTree(inner) ? inner[key] : undefined,
    node,
  );

export const textIn = (
  node: unknown,
  ...path: readonly (string | number)[]
): string | undefined => {
  const found = getIn(node, ...path);
  return typeof found === 'string' && found !== '' ? found : undefined;
};

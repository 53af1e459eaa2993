import { isTree, type Tree } from '../manifest/tree.ts';

export interface PartedValues {
  readonly open: Tree;
  /** What may not be written as it is. */
  readonly secret: Tree;
  /** Where these are: `database.auth.password`. */
  readonly paths: readonly string[];
}

/** Parts Helm values: each leaf that `isSecret` says so of goes to the secret ones. */
export function partValues(values: Tree, isSecret: (one: Tree) => boolean): PartedValues {
  const paths: string[] = [];
  const part = (node: Tree, path: readonly string[]): [open: Tree, secret: Tree] => {
    const open: Record<string, unknown> = {};
    const secret: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(node)) {
      const here = [...path, key];
      if (isTree(value) && Object.keys(value).length > 0) {
        const [plain, hidden] = part(value, here);
        if (Object.keys(plain).length > 0) open[key] = plain;
        if (Object.keys(hidden).length > 0) secret[key] = hidden;
      } else if (isSecret(wrap(here, value))) {
        secret[key] = value;
        paths.push(here.join('.'));
      } else open[key] = value;
    }
    return [open, secret];
  };
  const [open, secret] = part(values, []);
  return { open, secret, paths };
}

const wrap = (path: readonly string[], value: unknown): Tree =>
  path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as Tree;

import type { Leaf, Outline } from './outline.ts';

type Container = Record<string, unknown> | unknown[];

/** The plain data of an outline of one document; nothing where only a parser can tell what is meant. */
export function outlineValue({ leaves, duplicates, documents, doubtful }: Outline): unknown {
  if (doubtful || documents > 1 || duplicates.length > 0 || leaves.length === 0) return undefined;
  const top: Record<string, unknown> = {};
  for (const leaf of leaves) {
    if (leaf.style === 'collection' || leaf.style === 'alias' || leaf.style === 'block')
      return undefined;
    if (!place(top, leaf)) return undefined;
  }
  return top;
}

function place(top: Record<string, unknown>, { path, value, style }: Leaf): boolean {
  let container: Container = top;
  for (const [index, part] of path.entries()) {
    if (typeof part === 'number' ? !Array.isArray(container) : Array.isArray(container))
      return false;
    const fields = container as Record<string | number, unknown>;
    if (index === path.length - 1) fields[part] = style === 'plain' ? readPlain(value) : value;
    else fields[part] ??= typeof path[index + 1] === 'number' ? [] : {};
    if (style === 'null' && index === path.length - 1) fields[part] = null;
    const next = fields[part];
    if (index < path.length - 1 && (typeof next !== 'object' || next === null)) return false;
    container = next as Container;
  }
  return path.length > 0;
}

const words: Readonly<Record<string, unknown>> = {
  true: true,
  false: false,
  null: null,
  '~': null,
};

const readPlain = (value: string): unknown =>
  Object.hasOwn(words, value) ? words[value] : /^-?\d+$/.test(value) ? Number(value) : value;

import type { OutlineBuilder } from './outline-builder.ts';
import type { KeyPath } from './outline.ts';
import { findQuoteEnd, unquote } from './yaml-line.ts';

interface Level {
  readonly map: boolean;
  readonly path: KeyPath;
  readonly keys: Set<string>;
  key: string | undefined;
  index: number;
  /** A value has been seen since the last comma. */
  filled: boolean;
}

const deepest = 100;
const scalarEnd = /[,\]}\n]|:(?=\s)|\s#|[[{]/g;

/**
 * Walks over a flow collection (JSON too, with comments, trailing commas and Helm templates) that begins at
 * `start`, and gives the place behind it.
 */
export function outlineFlow(
  builder: OutlineBuilder,
  text: string,
  start: number,
  firstLine: number,
  base: KeyPath,
): number {
  const levels: Level[] = [];
  let line = firstLine;
  let at = start;

  const pathHere = (level: Level): KeyPath => [
    ...level.path,
    level.map ? (level.key ?? '') : level.index,
  ];
  const take = (value: string, valueLine: number, quoted: boolean): void => {
    const level = levels.at(-1)!;
    if (level.map && level.key === undefined) {
      level.key = value;
      if (level.keys.has(value)) builder.duplicate([...level.path, value], valueLine);
      level.keys.add(value);
      return;
    }
    level.filled = true;
    builder.leaf(
      pathHere(level),
      value,
      valueLine,
      quoted ? 'quoted' : value === '' ? 'null' : 'plain',
    );
  };
  const endItem = (): void => {
    const level = levels.at(-1)!;
    if (level.map && level.key !== undefined && !level.filled)
      builder.leaf(pathHere(level), '', line, 'null');
    if (level.filled && !level.map) level.index += 1;
    level.key = undefined;
    level.filled = false;
  };
  const open = (map: boolean): void => {
    const level = levels.at(-1);
    const path = level ? pathHere(level) : base;
    if (level) level.filled = true;
    levels.push({ map, path, keys: new Set(), key: undefined, index: 0, filled: false });
  };
  const close = (): void => {
    const level = levels.at(-1)!;
    const empty = level.keys.size === 0 && level.index === 0 && !level.filled;
    endItem();
    levels.pop();
    if (empty) builder.leaf(level.path, '', line, 'collection');
  };

  while (at < text.length) {
    const char = text[at]!;
    if (char === '\n') line += 1;
    if (char === ' ' || char === '\t' || char === '\n') at += 1;
    else if (char === '#' || (char === '/' && text[at + 1] === '/')) {
      const end = text.indexOf('\n', at);
      const comment = text.slice(at, end === -1 ? text.length : end);
      builder.comment(levels.at(-1)?.path ?? base, comment, line);
      at = end === -1 ? text.length : end;
    } else if ((char === '{' && text[at + 1] !== '{') || char === '[') {
      if (levels.length >= deepest) break;
      open(char === '{');
      at += 1;
    } else if (levels.length === 0) break;
    else if (char === '}' || char === ']') {
      close();
      at += 1;
      if (levels.length === 0) return at;
    } else if (char === ',') {
      endItem();
      at += 1;
    } else if (char === ':') at += 1;
    else {
      const quoted = char === '"' || char === "'";
      const end = quoted ? findQuoteEnd(text, at) + 1 : findScalarEnd(text, at);
      if (end <= at) break;
      const raw = text.slice(at, end);
      take(quoted ? unquote(raw) : raw.trim(), line, quoted);
      if (quoted) line += raw.split('\n').length - 1;
      at = end;
    }
  }
  builder.doubt();
  return text.length;
}

/** Where a plain scalar ends; what stands in `{{ }}` or `${ }` belongs to it. */
function findScalarEnd(text: string, start: number): number {
  let from = start;
  for (;;) {
    if (text.startsWith('{{', from)) from = closing(text, from, '}}');
    else if (text.startsWith('${', from)) from = closing(text, from, '}');
    scalarEnd.lastIndex = from === start ? from + 1 : from;
    const found = scalarEnd.exec(text);
    if (!found) return text.length;
    if (found[0] === '{' && (text[found.index + 1] === '{' || text[found.index - 1] === '$')) {
      from = text[found.index - 1] === '$' ? found.index - 1 : found.index;
      continue;
    }
    return found.index;
  }
}

function closing(text: string, from: number, mark: string): number {
  const end = text.indexOf(mark, from);
  const lineEnd = text.indexOf('\n', from);
  const stop = lineEnd === -1 ? text.length : lineEnd;
  return end === -1 || end > stop ? stop : end + mark.length;
}

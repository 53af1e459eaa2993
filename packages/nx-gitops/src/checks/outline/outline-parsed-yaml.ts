import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type Node,
  type Pair,
} from 'yaml';
import { buildOutline, type OutlineBuilder } from './outline-builder.ts';
import type { KeyPath, Outline } from './outline.ts';

/** The outline of YAML by a real parser; nothing where the text is no YAML. Loaded only when the quick walk is in doubt. */
export function outlineParsedYaml(text: string): Outline | undefined {
  const builder = buildOutline();
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, {
    lineCounter: lines,
    uniqueKeys: false,
    logLevel: 'silent',
    keepSourceTokens: false,
  });
  if (!Array.isArray(documents)) return undefined;
  let first = true;
  for (const document of documents) {
    if (document.errors.length > 0) return undefined;
    if (!first) builder.nextDocument();
    first = false;
    placeComment(builder, document.commentBefore, [], 1);
    walk(builder, document.contents, [], lines, 1, 0);
    placeComment(builder, document.comment, [], 1);
  }
  return builder.done();
}

function walk(
  builder: OutlineBuilder,
  node: unknown,
  path: KeyPath,
  lines: LineCounter,
  above: number,
  depth: number,
): void {
  const parsed = node as Node | null;
  const line = parsed?.range ? lines.linePos(parsed.range[0]).line : above;
  placeComment(builder, parsed?.commentBefore, path.slice(0, -1), line);
  placeComment(builder, parsed?.comment, path.slice(0, -1), line);
  if (depth > 200) return builder.doubt();
  if (isAlias(node)) return builder.leaf(path, `*${node.source}`, line, 'alias');
  if (isMap(node)) return walkMap(builder, node.items, path, lines, line, depth);
  if (isSeq(node)) {
    if (node.items.length === 0) builder.leaf(path, '', line, 'collection');
    return node.items.forEach((item, index) =>
      walk(builder, item, [...path, index], lines, line, depth + 1),
    );
  }
  if (!isScalar(node) || node.value === null) return builder.leaf(path, '', line, 'null');
  const style =
    node.type === 'PLAIN' ? 'plain' : node.type?.startsWith('BLOCK') ? 'block' : 'quoted';
  builder.leaf(
    path,
    node.type === 'PLAIN' ? (node.source ?? String(node.value)) : String(node.value),
    line,
    style,
  );
}

function walkMap(
  builder: OutlineBuilder,
  pairs: readonly Pair[],
  path: KeyPath,
  lines: LineCounter,
  line: number,
  depth: number,
): void {
  if (pairs.length === 0) builder.leaf(path, '', line, 'collection');
  const seen = new Set<string>();
  for (const pair of pairs) {
    const key = isScalar(pair.key) ? String(pair.key.value) : String(pair.key);
    const at = (pair.key as Node | null)?.range;
    const keyLine = at ? lines.linePos(at[0]).line : line;
    if (seen.has(key)) builder.duplicate([...path, key], keyLine);
    seen.add(key);
    placeComment(builder, (pair.key as Node | null)?.commentBefore, path, keyLine);
    walk(builder, pair.value, [...path, key], lines, keyLine, depth + 1);
  }
}

function placeComment(
  builder: OutlineBuilder,
  text: string | null | undefined,
  path: KeyPath,
  line: number,
): void {
  for (const comment of text?.split('\n') ?? []) builder.comment(path, `#${comment}`, line);
}

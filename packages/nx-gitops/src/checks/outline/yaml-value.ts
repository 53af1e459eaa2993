import type { OutlineBuilder } from './outline-builder.ts';
import { outlineFlow } from './outline-flow.ts';
import type { KeyPath } from './outline.ts';
import { readBlock } from './yaml-block.ts';
import { step, type YamlCursor } from './yaml-cursor.ts';
import { findQuoteEnd, unquote } from './yaml-line.ts';

/** A value that the lines below may go on with, or turn into a container. */
export interface OpenValue {
  readonly path: KeyPath;
  readonly value: string;
  readonly line: number;
}

const blockHeader = /^[|>][-+0-9]{0,3}(?:\s+#.*)?$/;

/** Reads the value that begins with `rest`; gives it back where it is not finished yet. */
export function placeValue(
  builder: OutlineBuilder,
  cursor: YamlCursor,
  path: KeyPath,
  rest: string,
  indent: number,
): OpenValue | undefined {
  const line = cursor.firstLine + cursor.at;
  const value = stripProperties(builder, rest);
  const first = value[0];
  if (first === undefined) return { path, value: '', line };
  if (first === '#') return placeComment(builder, path, value, line);
  if ((first === '|' || first === '>') && blockHeader.test(value)) {
    builder.leaf(path, readBlock(cursor, indent), line, 'block');
    return undefined;
  }
  if (first === '"' || first === "'") {
    const end = readQuoted(builder, cursor, path, value, indent);
    if (end) return undefined;
    builder.doubt();
  }
  if ((first === '{' && value[1] !== '{') || (first === '[' && !value.startsWith('[['))) {
    readFlow(builder, cursor, path, value);
    return undefined;
  }
  if (first === '*') {
    builder.doubt();
    builder.leaf(path, value, line, 'alias');
    return undefined;
  }
  const comment = value.search(/\s#/);
  if (comment === -1) return { path, value, line };
  builder.comment(path.slice(0, -1), value.slice(comment + 1), line);
  return { path, value: value.slice(0, comment).trimEnd(), line };
}

/** Tags and anchors in front of a value; tags of their own kind stay, they mark a reference. */
function stripProperties(builder: OutlineBuilder, rest: string): string {
  let value = rest;
  while (/^(?:!!\S*|&\S+)(?:\s|$)/.test(value) || /^!\S*\s+[|>]/.test(value)) {
    builder.doubt();
    value = value.replace(/^\S+\s*/, '');
  }
  return value;
}

function placeComment(
  builder: OutlineBuilder,
  path: KeyPath,
  value: string,
  line: number,
): OpenValue | undefined {
  if (value.startsWith('#@')) {
    builder.leaf(path, value, line, 'plain');
    return undefined;
  }
  builder.comment(path.slice(0, -1), value, line);
  return { path, value: '', line };
}

function readQuoted(
  builder: OutlineBuilder,
  cursor: YamlCursor,
  path: KeyPath,
  value: string,
  indent: number,
): boolean {
  const line = cursor.firstLine + cursor.at;
  let whole = value;
  let lines = 0;
  let end = findQuoteEnd(whole, 0);
  while (end === -1) {
    const next = cursor.lines[cursor.at + lines + 1];
    if (next === undefined || lines > 200) return false;
    if (next.trim() !== '' && next.length - next.trimStart().length <= indent) return false;
    whole += `\n${next.trim()}`;
    lines += 1;
    end = findQuoteEnd(whole, 0);
  }
  step(cursor, lines);
  builder.leaf(path, unquote(whole.slice(0, end + 1)), line, 'quoted');
  const after = whole.slice(end + 1).trim();
  if (after.startsWith('#')) builder.comment(path.slice(0, -1), after, line + lines);
  else if (after !== '') builder.doubt();
  return true;
}

function readFlow(builder: OutlineBuilder, cursor: YamlCursor, path: KeyPath, value: string): void {
  const line = cursor.lines[cursor.at]!;
  const start = cursor.offset + line.lastIndexOf(value);
  const end = outlineFlow(builder, cursor.text, start, cursor.firstLine + cursor.at, path);
  let lines = 0;
  for (let at = cursor.offset + line.length; at < end; at = cursor.text.indexOf('\n', at + 1)) {
    if (at === -1) break;
    lines += 1;
  }
  step(cursor, lines);
}

import { buildOutline } from './outline-builder.ts';
import type { KeyPath, Outline } from './outline.ts';
import type { YamlCursor } from './yaml-cursor.ts';
import { placeValue, type OpenValue } from './yaml-value.ts';
import { splitYamlLine, type YamlLine } from './yaml-line.ts';

interface Frame {
  readonly indent: number;
  readonly path: KeyPath;
  readonly index: number | undefined;
  keys: Set<string> | undefined;
}

const templateOnly = /^\s*(?:\{\{.*\}\}|\{%.*%\})\s*$/;

/**
 * The outline of block YAML by one walk over its lines. It also reads what no YAML parser does:
 * Helm templates, files with conflicts, manifests cut out of a script.
 */
export function outlineYaml(text: string, firstLine = 1): Outline {
  const builder = buildOutline();
  const cursor: YamlCursor = { text, lines: text.split('\n'), at: 0, offset: 0, firstLine };
  let frames: Frame[] = [newFrame(-1, [])];
  let open: OpenValue | undefined;
  let owner = frames[0]!;
  let touched = false;

  const settle = (): void => {
    if (open) builder.leaf(open.path, open.value, open.line, open.value === '' ? 'null' : 'plain');
    open = undefined;
  };
  const push = (indent: number, path: KeyPath, index?: number): Frame => {
    const frame = newFrame(indent, path, index);
    if (open && open.value === '' && frames.at(-1) === owner) open = undefined;
    settle();
    frames.push(frame);
    return frame;
  };
  const enterItem = (column: number): Frame => {
    let index = 0;
    while (frames.length > 1 && closesAt(frames.at(-1)!, column)) {
      const closed = frames.pop()!;
      if (closed.indent === column) index = (closed.index ?? -1) + 1;
    }
    return push(column, [...frames.at(-1)!.path, index], index);
  };
  const enterKey = (key: string, column: number, line: number): Frame => {
    while (frames.length > 1 && frames.at(-1)!.indent >= column) frames.pop();
    const parent = frames.at(-1)!;
    const path = [...parent.path, key];
    parent.keys ??= new Set();
    if (parent.keys.has(key)) builder.duplicate(path, line);
    parent.keys.add(key);
    return push(column, path);
  };
  const continueValue = (line: string, parts: YamlLine): void => {
    if (templateOnly.test(line)) return;
    if (!open || parts.indent <= owner.indent) return builder.doubt();
    if (open.value === '') {
      open = placeValue(builder, cursor, open.path, parts.rest, owner.indent);
    } else {
      builder.doubt();
      open = { ...open, value: `${open.value} ${parts.rest.trim()}` };
    }
  };

  for (; cursor.at < cursor.lines.length; advance(cursor)) {
    const line = cursor.lines[cursor.at]!;
    const start = line.trimStart();
    if (start === '') continue;
    if (/^(?:---|\.\.\.)(?:\s|$)/.test(line)) {
      settle();
      if (touched) builder.nextDocument();
      frames = [newFrame(-1, [])];
      touched = false;
      if (line.slice(3).trim() !== '' && !line.slice(3).trim().startsWith('#')) builder.doubt();
      continue;
    }
    if (start[0] === '#') {
      const indent = line.length - start.length;
      builder.comment(containerAt(frames, indent).path, start, firstLine + cursor.at);
      continue;
    }
    const parts = splitYamlLine(line);
    if (parts.dashes.length === 0 && parts.key === undefined) {
      if (!touched && (start[0] === '{' || start[0] === '[') && !start.startsWith('{{')) {
        touched = true;
        placeValue(builder, cursor, [], start, -1);
      } else continueValue(line, parts);
      continue;
    }
    touched = true;
    let frame = frames.at(-1)!;
    for (const column of parts.dashes) frame = enterItem(column);
    if (parts.key !== undefined) frame = enterKey(parts.key, parts.column, firstLine + cursor.at);
    open = placeValue(builder, cursor, frame.path, parts.rest, frame.indent);
    owner = frame;
  }
  settle();
  return builder.done();
}

const newFrame = (indent: number, path: KeyPath, index?: number): Frame => ({
  indent,
  path,
  index,
  keys: undefined,
});

/** A `- ` ends deeper nodes and the item before it, but not the key above it in the same column. */
const closesAt = (frame: Frame, column: number): boolean =>
  frame.indent > column || (frame.indent === column && frame.index !== undefined);

const containerAt = (frames: readonly Frame[], indent: number): Frame =>
  frames.findLast((frame) => frame.indent < indent) ?? frames[0]!;

function advance(cursor: YamlCursor): void {
  cursor.offset += cursor.lines[cursor.at]!.length + 1;
  cursor.at += 1;
}

import { outlineJson } from '../outline/outline-json.ts';
import type { Outline } from '../outline/outline.ts';
import type { TextFile } from '../text-file.ts';
import { outlineYaml } from '../outline/outline-yaml.ts';

const kindLine = /^([ \t]*(?:- )?)kind:\s*["']?(?:Secret|SecretList|SopsSecret)\b/;

/** Manifests inside something else: a string of an outline, of a program, a heredoc, a patch, a block of a document. */
export function* embeddedManifests(
  file: TextFile,
  outline: Outline | undefined,
  mention: RegExp,
): Iterable<Outline> {
  if (!outline) {
    for (const { text, line } of file.kind === 'code' ? cutAtQuotes(file.text) : [whole(file)])
      if (mention.test(text)) yield* cutFromText(text, line);
    return;
  }
  for (const leaf of outline.leaves) {
    if (leaf.style === 'null' || leaf.value.length < 12 || !mention.test(leaf.value)) continue;
    const firstLine = leaf.style === 'block' ? leaf.line + 1 : leaf.line;
    if (/^\s*[[{]/.test(leaf.value)) yield moveTo(outlineJson(leaf.value), leaf.line);
    else yield* cutFromText(leaf.value, firstLine, leaf.style !== 'block');
  }
}

interface Piece {
  readonly text: string;
  readonly line: number;
}

const whole = ({ text }: TextFile): Piece => ({ text, line: 1 });

/** A manifest in a program lies in a string of several lines, and ends with it. */
function* cutAtQuotes(text: string): Iterable<Piece> {
  let line = 1;
  for (const piece of text.split(/(?<!\\)`|"""|'''/)) {
    yield { text: piece, line };
    line += piece.split('\n').length - 1;
  }
}

/** Takes the lines around each `kind: Secret` that are indented as it is, or deeper. */
function* cutFromText(text: string, firstLine: number, oneLine = false): Iterable<Outline> {
  const lines = text.split('\n');
  let done = -1;
  for (let at = 0; at < lines.length; at += 1) {
    const indent = at > done ? kindLine.exec(lines[at]!)?.[1]?.length : undefined;
    if (indent === undefined) continue;
    let start = at;
    while (start > done + 1 && belongs(lines[start - 1]!, indent)) start -= 1;
    let end = at;
    while (end + 1 < lines.length && belongs(lines[end + 1]!, indent)) end += 1;
    done = end;
    const outline = outlineYaml(lines.slice(start, end + 1).join('\n'), firstLine + start);
    yield oneLine ? allAt(outline, firstLine) : outline;
  }
  if (done === -1) {
    const json = text.search(/\{\s*"(?:kind|apiVersion|metadata)"/);
    if (json !== -1)
      yield moveTo(
        outlineJson(text.slice(json)),
        firstLine + text.slice(0, json).split('\n').length - 1,
      );
  }
}

function belongs(line: string, indent: number): boolean {
  const trimmed = line.trim();
  if (trimmed === '') return true;
  if (/^(?:```|~~~|EOF|EOT|YAML|"""|''')/.test(trimmed) || /<<[-~]?\s*["']?\w+/.test(line))
    return false;
  return line.length - line.trimStart().length >= indent || /^---/.test(trimmed);
}

const moveTo = (outline: Outline, line: number): Outline => ({
  ...outline,
  leaves: outline.leaves.map((leaf) => ({ ...leaf, line: line + Math.max(0, leaf.line - 1) })),
});

const allAt = (outline: Outline, line: number): Outline => ({
  ...outline,
  leaves: outline.leaves.map((leaf) => ({ ...leaf, line })),
});

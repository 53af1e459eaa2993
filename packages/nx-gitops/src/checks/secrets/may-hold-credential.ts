import { isKeyMaterial } from '../values/judge-value.ts';
import { sensitivityOf, stems } from '../values/sensitive-name.ts';

const stem = new RegExp(stems.source, 'gi');
const longestName = 200;
/** What may still hold a value. */
const carrier = /=|(?:value|default|current|plain|content|text|raw|string)["']?\s*:/i;
const shortestKey = 20;
const isKeyPart = Array.from({ length: 128 }, (_, code) =>
  /[A-Za-z0-9+/_=\\-]/.test(String.fromCharCode(code)),
);

/**
 * Whether a text can hold a credential at all: a name that says so, or one that only might and a value made by
 * a generator. Most files have neither, and nobody has to take them apart.
 */
export function mayHoldCredential(text: string): boolean {
  let maybe = false;
  stem.lastIndex = 0;
  for (let match = stem.exec(text); match; match = stem.exec(text)) {
    const start = nameStart(text, match.index);
    const end = nameEnd(text, match.index + match[0].length);
    stem.lastIndex = end;
    const after = skipReference(text, start, end);
    if (after !== undefined) {
      stem.lastIndex = after;
      continue;
    }
    // A "connection string" is sensitive by two words that a space may part.
    if (end - start > longestName || /^connection$/i.test(match[0])) return true;
    const sensitivity = sensitivityOf(text.slice(start, end));
    if (sensitivity === 'password' || sensitivity === 'secret') return true;
    if (sensitivity === 'maybe') maybe = true;
  }
  return maybe && hasKeyMaterial(text);
}

/** A run of 20 characters covers one of every 20 places: only these are looked at. */
function hasKeyMaterial(text: string): boolean {
  for (let at = shortestKey - 1; at < text.length; at += shortestKey) {
    if (!isKeyPart[text.charCodeAt(at)]) continue;
    let start = at;
    while (start > 0 && isKeyPart[text.charCodeAt(start - 1)]) start -= 1;
    while (isKeyPart[text.charCodeAt(at)]) at += 1;
    if (at - start < shortestKey) continue;
    const run = text.slice(start, at);
    if (run.includes('\\') || isKeyMaterial(run)) return true;
  }
  return false;
}

/**
 * The place behind `- name: X` with `valueFrom:` below it, as nearly every Deployment has it: a variable that is
 * taken from a Secret has no value of its own.
 */
function skipReference(text: string, start: number, end: number): number | undefined {
  if (text[end] !== '\n' || !text.startsWith('- name: ', start - 8)) return undefined;
  const lineStart = text.lastIndexOf('\n', start) + 1;
  const indent = ' '.repeat(start - 8 - lineStart);
  if (!text.startsWith(indent, lineStart)) return undefined;
  if (!text.startsWith(`${indent}  valueFrom:`, end + 1)) return undefined;
  let at = end + 1;
  while (text.startsWith(`${indent}  `, at)) {
    const next = text.indexOf('\n', at);
    if (carrier.test(text.slice(at, next === -1 ? undefined : next))) return undefined;
    if (next === -1) return text.length;
    at = next + 1;
  }
  return at;
}

/** Where the word around a place begins; `\n` and the like in front of it belong to a string. */
function nameStart(text: string, from: number): number {
  let at = from;
  while (at > 0 && from - at <= longestName && isNamePart(text.charCodeAt(at - 1))) at -= 1;
  return at < from && text[at - 1] === '\\' ? at + 1 : at;
}

function nameEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && at - from <= longestName && isNamePart(text.charCodeAt(at))) at += 1;
  return at;
}

/** Letters, digits, `_`, `-` and `.`. */
const isNamePart = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 48 && code <= 57) ||
  code === 95 ||
  code === 45 ||
  code === 46;

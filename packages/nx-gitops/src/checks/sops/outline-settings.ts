import { buildOutline } from '../outline/outline-builder.ts';
import type { KeyPath, Outline } from '../outline/outline.ts';

/** A dotenv file as sops reads it: every key with the prefix `sops_` is metadata. */
export function outlineDotenv(text: string): Outline {
  const builder = buildOutline();
  const seen = new Set<string>();
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '') return;
    if (line.startsWith('#')) return builder.comment([], line, index + 1);
    const equals = line.indexOf('=');
    if (equals === -1) return builder.leaf([line], line, index + 1, 'plain');
    const key = line.slice(0, equals);
    if (seen.has(key)) builder.duplicate([key], index + 1);
    seen.add(key);
    const path = key.startsWith('sops_') ? ['sops', ...unflatten(key.slice(5))] : [key];
    builder.leaf(path, line.slice(equals + 1), index + 1, 'plain');
  });
  return builder.done();
}

/** An ini file as sops reads it: the section `sops` is metadata. */
export function outlineIni(text: string): Outline {
  const builder = buildOutline();
  const seen = new Set<string>();
  let section = 'DEFAULT';
  text.split('\n').forEach((raw, index) => {
    const line = raw.trim();
    if (line === '') return;
    if (line[0] === ';' || line[0] === '#') return builder.comment([section], line, index + 1);
    const head = /^\[([^\]]*)\]$/.exec(line);
    if (head) {
      section = head[1]!;
      return;
    }
    const mark = line.search(/[=:]/);
    const key = mark === -1 ? line : line.slice(0, mark).trim();
    if (seen.has(`${section}\0${key}`)) builder.duplicate([section, key], index + 1);
    seen.add(`${section}\0${key}`);
    const value =
      mark === -1
        ? ''
        : line
            .slice(mark + 1)
            .trim()
            .replace(/^`([^]*)`$|^"([^]*)"$/, '$1$2');
    builder.leaf(
      section === 'sops' ? ['sops', ...unflatten(key)] : [section, key],
      value,
      index + 1,
      'plain',
    );
  });
  return builder.done();
}

/** `age__list_0__map_recipient` is `age[0].recipient`. */
const unflatten = (key: string): KeyPath =>
  key.split(/__(?=list_|map_)/).map((part, index) => {
    if (index === 0) return part;
    return part.startsWith('list_') ? Number(part.slice(5)) : part.slice(4);
  });

import { isScalar, parseDocument, isMap } from 'yaml';

/** A values file, cut at its top-level keys; undefined where it cannot be cut. */
export type ValueSections = ReadonlyMap<string, string> | undefined;

const topKey = /^(?:([A-Za-z_][\w.-]*)|"([^"\\]*)"|'([^']*)'):(?=[ \t]|$)/;

/**
 * Cuts a values file into the texts of its top-level keys, without reading what is in them: a section means on its own
 * what it means in the file, unless an anchor or a merge ties it to another one.
 */
export function cutSections(text: string): ValueSections {
  if (
    /^(?:---|\.\.\.|\?|%|\t|<<)|(?:^|[\s[{,:-])[&*][A-Za-z0-9_-]+(?=[\s,\]}]|$)|<<\s*:/m.test(text)
  )
    return undefined;
  return mayHideKeys(text) ? cutParsed(text) : cutLines(text);
}

/** A quoted text or a flow collection over several lines may hold lines that look like keys. */
const mayHideKeys = (text: string): boolean =>
  text.split('\n').some((line) => {
    const value = /^\s*(?:- +)*(?:[^\s#'"[{][^:]*:\s+)?(["'[{].*)$/.exec(line)?.[1];
    if (value === undefined) return false;
    const content = value.replace(/\s+#.*$/, '').trimEnd();
    const flat = content.replace(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'/g, '');
    return /["']/.test(flat) || count(flat, /[[{]/g) !== count(flat, /[\]}]/g);
  });

const count = (text: string, what: RegExp): number => text.match(what)?.length ?? 0;

function cutLines(text: string): ValueSections {
  const sections = new Map<string, string>();
  let key: string | undefined;
  for (const line of text.split('\n')) {
    const match = topKey.exec(line);
    if (match) {
      key = match[1] ?? match[2] ?? match[3] ?? '';
      if (sections.has(key)) return undefined;
      sections.set(key, `${line}\n`);
    } else if (/^(?:\s|#|- |-$|$)/.test(line)) {
      if (line.trim() === '' || /^\s*#/.test(line)) {
        if (key !== undefined) sections.set(key, `${sections.get(key)}${line}\n`);
      } else if (key === undefined) return undefined;
      else sections.set(key, `${sections.get(key)}${line}\n`);
    } else return undefined;
  }
  return trimmed(sections);
}

function cutParsed(text: string): ValueSections {
  const document = parseDocument(text, { uniqueKeys: true, logLevel: 'silent' });
  const { contents } = document;
  if (document.errors.length > 0 || !isMap(contents) || contents.flow) return undefined;
  const starts: (readonly [string, number])[] = [];
  for (const { key } of contents.items) {
    if (!isScalar(key) || !key.range) return undefined;
    const [start] = key.range;
    if (start > 0 && text[start - 1] !== '\n') return undefined;
    starts.push([String(key.source ?? key.value), start]);
  }
  return trimmed(
    new Map(starts.map(([key, start], at) => [key, text.slice(start, starts[at + 1]?.[1])])),
  );
}

/** Blank lines and comments before the next key are not part of a section, unless a block scalar keeps its end. */
const trimmed = (sections: ReadonlyMap<string, string>): ValueSections =>
  new Map(
    [...sections].map(([key, text]) => [
      key,
      /[|>]\d?\+/.test(text) ? text : `${text.replace(/(?:\n(?:[ \t]*|#[^\n]*))+$/, '')}\n`,
    ]),
  );

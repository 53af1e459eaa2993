/** One line of block YAML, taken apart without knowing its neighbours. */
export interface YamlLine {
  readonly indent: number;
  /** Columns of the `- ` marks. */
  readonly dashes: readonly number[];
  readonly key: string | undefined;
  /** Column of the key, or of the value where there is no key. */
  readonly column: number;
  readonly rest: string;
}

const longestKey = 1024;

export function splitYamlLine(line: string): YamlLine {
  const indent = skipSpaces(line, 0);
  const dashes: number[] = [];
  let column = indent;
  while (line[column] === '-' && (column + 1 === line.length || line[column + 1] === ' ')) {
    dashes.push(column);
    column = skipSpaces(line, column + 1);
  }
  const end = findKeyEnd(line, column);
  if (end === -1) return { indent, dashes, key: undefined, column, rest: line.slice(column) };
  const key = unquoteKey(line.slice(column, end).trimEnd());
  return { indent, dashes, key, column, rest: line.slice(end + 1).trim() };
}

function skipSpaces(line: string, from: number): number {
  let at = from;
  while (line[at] === ' ' || line[at] === '\t') at += 1;
  return at;
}

/** The place of the colon that ends the key at `column`, or -1. Colons inside `{{ }}` do not count. */
function findKeyEnd(line: string, column: number): number {
  const first = line[column];
  if (first === undefined) return -1;
  if (first === '"' || first === "'") {
    const close = findQuoteEnd(line, column);
    if (close === -1) return -1;
    const colon = skipSpaces(line, close + 1);
    return line[colon] === ':' && isKeyEnd(line, colon) ? colon : -1;
  }
  if (
    '#|>%@`[]{},&*!'.includes(first) &&
    !line.startsWith('{{', column) &&
    !line.startsWith('<<', column)
  )
    return -1;
  const limit = Math.min(line.length, column + longestKey);
  for (let at = column; at < limit; at += 1) {
    const char = line[at];
    if (char === '{' && line[at + 1] === '{') {
      const close = line.indexOf('}}', at);
      if (close === -1) return -1;
      at = close + 1;
    } else if (char === '#' && line[at - 1] === ' ') return -1;
    else if (char === ':' && isKeyEnd(line, at)) return at;
  }
  return -1;
}

const isKeyEnd = (line: string, colon: number): boolean =>
  colon + 1 === line.length || line[colon + 1] === ' ' || line[colon + 1] === '\t';

/** The place of the quote that closes the one at `start`, or -1. */
export function findQuoteEnd(text: string, start: number): number {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at += 1) {
    if (quote === '"' && text[at] === '\\') at += 1;
    else if (text[at] === quote) {
      if (quote === "'" && text[at + 1] === "'") at += 1;
      else return at;
    }
  }
  return -1;
}

const unquoteKey = (key: string): string =>
  key.length > 1 && (key[0] === '"' || key[0] === "'") && key.at(-1) === key[0]
    ? unquote(key)
    : key;

/** The value of a quoted scalar, quotes included in the input. */
export function unquote(text: string): string {
  const inner = text.slice(1, -1);
  if (text[0] === "'") return inner.replaceAll("''", "'");
  if (!inner.includes('\\')) return inner;
  return inner.replace(/\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[^])/g, (_, code: string) =>
    code.length > 1 ? String.fromCharCode(parseInt(code.slice(1), 16)) : (escapes[code] ?? code),
  );
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '0': '\0',
  '\n': '',
};

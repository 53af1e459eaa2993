import { isMap, isNode, isSeq, LineCounter, parseAllDocuments, type Document } from 'yaml';
import { GitopsError } from '../errors.ts';

/** A parsed YAML document that can say where its parts stand. */
export interface YamlDocument {
  readonly value: unknown;
  /** Line (from 1) of the deepest part of the path that exists. */
  readonly lineOf: (path: readonly (string | number)[]) => number;
}

/** All documents of a text; `file` is for messages. */
export type ParseYaml = (text: string, file: string) => readonly YamlDocument[];

/** All documents of a file; empty ones are left out. Bad YAML is one error with file and line. */
export function parseYamlDocuments(text: string, file: string): YamlDocument[] {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines, prettyErrors: true });
  if (!Array.isArray(documents)) return [];
  return documents.flatMap((document) => {
    const problem = document.errors[0];
    if (problem) {
      throw new GitopsError(
        'YAML_INVALID',
        `${file}:${lines.linePos(problem.pos[0]).line}: ${problem.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '')}`,
        'Correct the YAML; nothing was changed.',
      );
    }
    const value: unknown = document.toJS();
    return value == null ? [] : [{ value, lineOf: (path) => lineOf(document, lines, path) }];
  });
}

/** The one document of a file (`value` is undefined for an empty file). */
export function parseYamlDocument(
  text: string,
  file: string,
  parse: ParseYaml = parseYamlDocuments,
): YamlDocument {
  const documents = parse(text, file);
  if (documents.length > 1) {
    throw new GitopsError(
      'YAML_INVALID',
      `${file}: Expected one YAML document, found ${documents.length}`,
      'Remove the "---" lines and what belongs elsewhere.',
    );
  }
  return documents[0] ?? { value: undefined, lineOf: () => 1 };
}

function lineOf(
  document: Document,
  lines: LineCounter,
  path: readonly (string | number)[],
): number {
  let node: unknown = document.contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  for (const key of path) {
    const pair = isMap(node)
      ? node.items.find((item) => String(item.key) === String(key))
      : undefined;
    node = pair ? pair.value : isSeq(node) ? node.items[Number(key)] : undefined;
    const place = pair ? pair.key : node;
    if (!isNode(place)) break;
    offset = place.range?.[0] ?? offset;
  }
  return lines.linePos(offset).line;
}

/** One document as Helm rendered it, with the template that it came from. */
export interface RenderedDocument {
  /** Path of the template, beginning with the name of the chart. */
  readonly source: string;
  readonly text: string;
}

const head = /^---\n# Source: (.+)\n/;

/**
 * What Helm prints, or what lies in a file of the tree, as documents. A vendored CRD file may hold such lines of
 * another chart: `chart` tells them apart.
 */
export function splitRendered(output: string, chart?: string): RenderedDocument[] {
  const documents: { source: string; text: string }[] = [];
  for (const part of output.split(/^(?=---\n# Source: )/m)) {
    const source = head.exec(part)?.[1];
    const last = documents.at(-1);
    if (source === undefined) continue;
    if (last && chart !== undefined && !source.startsWith(`${chart}/`)) last.text += part;
    else documents.push({ source, text: part.replace(head, '') });
  }
  return documents.map(({ source, text }) => ({ source, text: endLine(text) }));
}

/** The files of the tree, as Helm itself would write them. */
export function joinRendered(documents: readonly RenderedDocument[]): Map<string, string> {
  const files = new Map<string, string>();
  for (const { source, text } of documents) {
    files.set(source, `${files.get(source) ?? ''}---\n# Source: ${source}\n${text}`);
  }
  return files;
}

const endLine = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);

/** One document as Helm rendered it, with the template that it came from. */
export interface RenderedDocument {
  /** Path of the template, beginning with the name of the chart. */
  readonly source: string;
  readonly text: string;
}

const head = /^---\n# Source: (.+)\n/;

/** What Helm prints, or what lies in a file of the tree, as documents. */
export const splitRendered = (output: string): RenderedDocument[] =>
  output.split(/^(?=---\n# Source: )/m).flatMap((part) => {
    const source = head.exec(part)?.[1];
    return source === undefined ? [] : [{ source, text: endLine(part.replace(head, '')) }];
  });

/** The files of the tree, as Helm itself would write them. */
export function joinRendered(documents: readonly RenderedDocument[]): Map<string, string> {
  const files = new Map<string, string>();
  for (const { source, text } of documents) {
    files.set(source, `${files.get(source) ?? ''}---\n# Source: ${source}\n${text}`);
  }
  return files;
}

const endLine = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);

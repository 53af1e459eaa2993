import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type Document,
} from 'yaml';
import type { ImageLine } from './scan-images.ts';

export interface ParsedImages {
  readonly found: readonly ImageLine[];
  /** It could be parsed as a whole. */
  readonly isWhole: boolean;
}

/** The images of a document, however they are written. */
export function parseImages(text: string): ParsedImages {
  const lines = new LineCounter();
  const found: ImageLine[] = [];
  const options = { lineCounter: lines, uniqueKeys: false, logLevel: 'silent' } as const;
  const documents = [...parseAllDocuments(text, options)];
  for (const document of documents) {
    collect(document.contents, document, (image, offset) => {
      found.push({ image, line: lines.linePos(offset).line });
    });
  }
  return { found, isWhole: documents.every(({ errors }) => errors.length === 0) };
}

/** What a map or a list repeats by an alias is collected where its anchor is. */
function collect(
  node: unknown,
  document: Document.Parsed,
  into: (image: string, offset: number) => void,
): void {
  if (isSeq(node)) node.items.forEach((item) => collect(item, document, into));
  if (!isMap(node)) return;
  for (const { key, value } of node.items) {
    const name = isAlias(key) ? key.resolve(document) : key;
    const text = isAlias(value) ? value.resolve(document) : value;
    if (!isScalar(text)) collect(value, document, into);
    else if (isScalar(name) && name.value === 'image' && typeof text.value === 'string') {
      into(text.value, (isAlias(value) ? value : text).range?.[0] ?? 0);
    }
  }
}

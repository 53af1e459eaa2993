import { textFile } from './open-text-file.ts';
import type { TextFile } from './text-file.ts';

const pieceSize = 1 << 20;
const overlap = 8192;
/** Up to here a file is looked at whole, with its structure. */
const wholeSize = 6 << 20;

export interface FilePiece {
  readonly file: TextFile;
  /** Lines before the piece. */
  readonly linesBefore: number;
}

/** A huge text in pieces: at the bounds of documents or lines; a line without end in pieces that overlap. */
export function* filePieces(file: TextFile): Iterable<FilePiece> {
  const { text, path } = file;
  if (text.length <= wholeSize) {
    yield { file, linesBefore: 0 };
    return;
  }
  let start = 0;
  let linesBefore = 0;
  while (start < text.length) {
    const end = pieceEnd(text, start);
    yield { file: textFile(path, text.slice(start, end), file.binary), linesBefore };
    if (end >= text.length) return;
    const next = text[end - 1] === '\n' ? end : end - overlap;
    for (
      let at = text.indexOf('\n', start);
      at !== -1 && at < next;
      at = text.indexOf('\n', at + 1)
    )
      linesBefore += 1;
    start = next;
  }
}

function pieceEnd(text: string, start: number): number {
  const limit = start + pieceSize;
  if (limit >= text.length) return text.length;
  const piece = text.slice(start, limit);
  const document = piece.lastIndexOf('\n---');
  const bound = document > 0 ? document : piece.lastIndexOf('\n');
  return bound > 0 ? start + bound + 1 : limit;
}

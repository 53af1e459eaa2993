/** Where the walk over the lines is; values that span lines move it on. */
export interface YamlCursor {
  readonly text: string;
  readonly lines: readonly string[];
  readonly firstLine: number;
  at: number;
  /** The place in `text` where line `at` begins. */
  offset: number;
}

/** Moves on over lines that belong to the value read. */
export function step(cursor: YamlCursor, lines: number): void {
  for (let count = 0; count < lines; count += 1) {
    cursor.offset += cursor.lines[cursor.at]!.length + 1;
    cursor.at += 1;
  }
}

/** What a check has to say about one line of one file. */
export interface Finding {
  /** Relative to the repository, with `/`. */
  readonly path: string;
  readonly line: number;
  readonly rule: string;
  /** What is wrong; never holds any part of a secret. */
  readonly message: string;
  /** What to do now. */
  readonly hint: string;
  /** A note is shown and blocks nothing. */
  readonly level: 'error' | 'note';
  /** What makes this finding the same one after a move: the secret itself, or a key path. Never printed. */
  readonly evidence: string;
}

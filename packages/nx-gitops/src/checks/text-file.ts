import type { Outline } from './outline/outline.ts';

/** One file as the rules see it: text with `\n` only, its outline made at most once. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
  /** Bytes that are no text in any encoding known: only tokens and keys are looked for. */
  readonly binary: boolean;
  readonly outline: () => Outline | undefined;
}

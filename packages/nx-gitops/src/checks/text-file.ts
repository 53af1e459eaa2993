import type { FileKind } from './file-kind.ts';
import type { Outline } from './outline/outline.ts';
import type { Setting } from './values/judge-value.ts';

/** One file as the rules see it: text with `\n` only, its outline made at most once. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
  /** Bytes that are no text in any encoding known: only tokens and keys are looked for. */
  readonly binary: boolean;
  readonly kind: FileKind;
  /** How strictly names are taken in it. */
  readonly setting: Setting;
  readonly outline: () => Outline | undefined;
}

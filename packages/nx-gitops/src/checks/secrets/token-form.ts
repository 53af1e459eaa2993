/** How tokens of one kind are written: a fixed beginning, then what the sticky expression says. */
export interface TokenForm {
  readonly prefix: string;
  readonly kind: string;
  readonly tail: () => RegExp;
  /** The format proves itself: a right checksum is a real token, whatever stands around it. */
  readonly proves?: (token: string) => boolean;
}

/** A letter of a token, as most formats have them. */
export const word = '[A-Za-z0-9_-]';
const end = `(?!${word})`;

/** The tail must end where the token does: nothing of a longer word matches. */
export const form = (
  prefix: string,
  kind: string,
  tail: string,
  proves?: TokenForm['proves'],
): TokenForm => ({
  prefix,
  kind,
  tail: compileOnce(tail + end),
  ...(proves ? { proves } : {}),
});

/** A hook that meets no prefix compiles none of a hundred expressions. */
function compileOnce(source: string): () => RegExp {
  let compiled: RegExp | undefined;
  return () => (compiled ??= new RegExp(source, 'y'));
}

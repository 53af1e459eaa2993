/**
 * For runs of Go programs over a part of a release: a garbage collection at every doubling of so little memory is a
 * third of their time. What the caller sets counts.
 * @see https://go.dev/doc/gc-guide#GOGC
 */
export const rareCollection: Readonly<Record<string, string>> = {
  GOGC: process.env['GOGC'] ?? '400',
};

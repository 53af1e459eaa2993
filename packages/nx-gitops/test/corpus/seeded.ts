/** Random values that are the same in every run. */
export interface Seeded {
  readonly below: (limit: number) => number;
  readonly pick: <T>(items: readonly T[]) => T;
  readonly text: (alphabet: string, length: number) => string;
}

export const lower = 'abcdefghijklmnopqrstuvwxyz';
export const upper = lower.toUpperCase();
export const digits = '0123456789';
export const hex = '0123456789abcdef';
export const alphanumeric = lower + upper + digits;

/** A small generator (mulberry32); good enough for cases, made for nothing else. */
export function seeded(seed: number): Seeded {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    pick: (items) => items[below(items.length)]!,
    text: (alphabet, length) =>
      Array.from({ length }, () => alphabet[below(alphabet.length)]!).join(''),
  };
}

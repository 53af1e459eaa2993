import { availableParallelism } from 'node:os';

export interface ShareSizes {
  /** A smaller one is not worth a process of its own. */
  readonly smallest: number;
  /** What a process takes of memory grows with its share. */
  readonly largest: number;
}

/** Neighbours in shares of about the same size, at least one for each core where they are worth it. */
export function cutShares<T>(items: readonly T[], { smallest, largest }: ShareSizes): T[][] {
  const count = Math.max(
    Math.min(availableParallelism(), Math.ceil(items.length / smallest)),
    Math.ceil(items.length / largest),
  );
  return Array.from({ length: count }, (_, at) =>
    items.slice(
      Math.round((at * items.length) / count),
      Math.round(((at + 1) * items.length) / count),
    ),
  );
}

export interface Contestant {
  readonly name: string;
  /** Not part of the time. */
  readonly before?: () => unknown;
  readonly run: () => unknown;
}

/** Medians in milliseconds of contestants that take turns, so that a busy machine hits them alike. */
export async function race(
  contestants: readonly Contestant[],
  rounds: number,
  signal?: AbortSignal,
): Promise<Map<string, number>> {
  const taken = contestants.map(({ name }) => ({ name, times: [] as number[] }));
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, { before, run }] of contestants.entries()) {
      signal?.throwIfAborted();
      await before?.();
      const start = performance.now();
      await run();
      taken[index]?.times.push(performance.now() - start);
    }
  }
  return new Map(taken.map(({ name, times }) => [name, medianOf(times)]));
}

const medianOf = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[times.length >> 1] ?? 0;

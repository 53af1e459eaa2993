const units = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 } as const;

/** Durations in settings: `90s`, `1h30m`, `7d`. */
export const durationPattern = /^(\d+[dhms])+$/;

/** A duration as settings write it → milliseconds. */
export const parseDuration = (text: string): number =>
  [...text.matchAll(/(\d+)([dhms])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * units[unit as keyof typeof units],
    0,
  );

/** Milliseconds in the largest unit that fits, rounded down: `3d`, `5h`, `12m`, `40s`. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds);
  const [unit, size] = (Object.entries(units).find(([, one]) => seconds >= one) ?? [
    's',
    units.s,
  ]) as [string, number];
  return `${Math.floor(seconds / size)}${unit}`;
}

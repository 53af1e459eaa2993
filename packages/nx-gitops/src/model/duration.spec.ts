import { expect, it } from 'vitest';
import { durationPattern, formatDuration, parseDuration } from './duration.ts';

it('reads durations of several units', () => {
  expect(parseDuration('1h30m')).toBe(5_400_000);
  expect(parseDuration('2d')).toBe(172_800_000);
  expect(parseDuration('90s')).toBe(90_000);
});

it('knows what is no duration', () => {
  for (const text of ['', '5', 'm5', '5w', '1h ']) expect(durationPattern.test(text)).toBe(false);
});

it('writes the largest unit that fits', () => {
  expect([0, 59_000, 60_000, 7_200_000, 200_000_000].map(formatDuration)).toEqual([
    '0s',
    '59s',
    '1m',
    '2h',
    '2d',
  ]);
});

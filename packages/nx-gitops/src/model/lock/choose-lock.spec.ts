import { expect, it } from 'vitest';
import { chooseLock, mergeImages } from './choose-lock.ts';
import { formatLock, type Lock } from './lock.ts';

const text = (key: string, held?: Lock['held'], digit = 'a'): string =>
  formatLock({
    images: [{ image: 'web', newImage: `r/web@sha256:${digit.repeat(64)}` }],
    built: { key, roots: ['apps/web'] },
    held,
  });
const hold = { by: 'somebody', reason: 'a rollback' };
const [old, mine, other] = [text('v1:old'), text('v1:mine'), text('v1:other')];
const sources = (key: string) => (lock: Lock) => lock.built?.key === key;

it.each([
  ['nobody else changed it', { before: old, ours: mine, theirs: old }, 'v1:mine', 'ours', false],
  ['the branch has it', { before: old, ours: mine, theirs: mine }, 'v1:mine', 'theirs', false],
  [
    'theirs is of the sources',
    { before: old, ours: mine, theirs: other },
    'v1:other',
    'theirs',
    false,
  ],
  ['ours is of the sources', { before: old, ours: mine, theirs: other }, 'v1:mine', 'ours', false],
  ['both are stale', { before: old, ours: mine, theirs: other }, 'v1:new', 'theirs', true],
  [
    'only ours moved on, and is stale',
    { before: old, ours: mine, theirs: old },
    'v1:new',
    'ours',
    true,
  ],
  ['the sources went back', { before: old, ours: mine, theirs: old }, 'v1:old', 'theirs', false],
  ['it is new', { before: undefined, ours: mine, theirs: undefined }, 'v1:mine', 'ours', false],
  [
    'theirs was held meanwhile',
    { before: old, ours: mine, theirs: text('v1:x', hold) },
    'v1:mine',
    'theirs',
    false,
  ],
  [
    'ours releases a hold',
    { before: text('v1:x', hold), ours: mine, theirs: text('v1:x', hold) },
    'v1:mine',
    'ours',
    false,
  ],
  [
    'ours holds',
    { before: old, ours: text('v1:x', hold), theirs: other },
    'v1:other',
    'ours',
    false,
  ],
  [
    'theirs is damaged',
    { before: old, ours: mine, theirs: '<<<<<<< x\n' },
    'v1:mine',
    'ours',
    false,
  ],
] as const)('%s', (_title, sides, key, from, isStale) => {
  expect(chooseLock(sides, sources(key))).toMatchObject({ from, isStale });
});

it('joins locks of third-party images image by image', () => {
  const lock = (images: Record<string, string>): string =>
    formatLock({
      images: Object.entries(images).map(([image, digit]) => ({
        image,
        newImage: `r/${image}@sha256:${digit.repeat(64)}`,
      })),
      built: undefined,
      held: undefined,
    });
  const before = lock({ a: '1', b: '1', gone: '1' });
  const ours = lock({ a: '2', b: '1', mine: '1' });
  expect(
    mergeImages({ before, ours, theirs: lock({ a: '1', b: '3', gone: '1', c: '1' }) }).text,
  ).toBe(lock({ a: '2', b: '3', mine: '1', c: '1' }));
  expect(mergeImages({ before, ours, theirs: before })).toMatchObject({ reason: 'unchanged' });
});

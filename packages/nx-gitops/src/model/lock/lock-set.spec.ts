import { expect, it } from 'vitest';
import { formatLockSet, joinLocks } from './lock-set.ts';

const lock = (image: string) => ({
  images: [{ image, newImage: `r/${image}@sha256:0` }],
  built: undefined,
  held: undefined,
});

it('joins the locks into one document for kbld', () => {
  const set = joinLocks([
    ['a.yml', lock('a')],
    ['b.yml', lock('b')],
  ]);
  expect(JSON.parse(formatLockSet(set))).toMatchObject({
    kind: 'Config',
    overrides: [{ image: 'a' }, { image: 'b' }],
  });
});

it('refuses two locks of one image: kbld would take the first, silently', () => {
  expect(() =>
    joinLocks([
      ['a.yml', lock('a')],
      ['b.yml', lock('a')],
    ]),
  ).toThrow(/LOCK_CONFLICT: a\.yml and b\.yml both lock the image "a"/);
});

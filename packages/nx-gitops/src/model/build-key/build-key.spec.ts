import { expect, it } from 'vitest';
import { compareListings, digestKey, listKey } from './build-key.ts';

const file = (path: string, blob = '1', mode = '100644') => [path, { mode, blob }] as const;

it('does not depend on the order in which files are found', () => {
  const [a, b] = [file('a'), file('b')];
  expect(digestKey(listKey({ files: [a, b], packages: 'p' }))).toBe(
    digestKey(listKey({ files: [b, a], packages: 'p' })),
  );
});

it.each([
  ['content', [file('a', '2')], 'p'],
  ['a mode', [file('a', '1', '100755')], 'p'],
  ['a name', [file('b')], 'p'],
  ['a further file', [file('a'), file('b')], 'p'],
  ['the packages', [file('a')], 'q'],
])('changes with %s', (_, files, packages) => {
  const before = digestKey(listKey({ files: [file('a')], packages: 'p' }));
  expect(digestKey(listKey({ files, packages }))).not.toBe(before);
});

it('cannot be fooled by names that look like other entries', () => {
  const one = listKey({ files: [file('a 100644 1\nfile "b')], packages: undefined });
  const two = listKey({ files: [file('a'), file('b')], packages: undefined });
  expect(digestKey(one)).not.toBe(digestKey(two));
});

it('is of a known version', () => {
  expect(digestKey([])).toMatch(/^v1:[0-9a-f]{64}$/);
});

it('says which files differ between two listings', () => {
  const before = listKey({
    files: [file('same'), file('gone'), file('odd "name"')],
    packages: 'p',
  });
  const after = listKey({
    files: [file('same'), file('new'), file('odd "name"', '2')],
    packages: 'q',
  });
  expect(compareListings(before, after)).toEqual([
    'gone',
    'new',
    'odd "name"',
    'package-lock.json',
  ]);
});

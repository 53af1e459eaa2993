import { expect, it } from 'vitest';
import { chooseTag } from './choose-tag.ts';

const tags = [
  'latest',
  '7',
  '7.2',
  '7.2.4',
  '7.2.10',
  '7.4.0-rc1',
  '7.2.11-alpine',
  '8.0.0',
  'v7.3.0',
];

const choose = (policy: { range?: string; pattern?: string }, among = tags) =>
  chooseTag({ image: 'redis', ...policy }, among, '7.2');

it('takes the newest whole version in a semver range, no pre-release', () => {
  expect(choose({ range: '~7.2' })).toBe('7.2.10');
  expect(choose({ range: '^7.2' })).toBe('v7.3.0');
  expect(choose({ range: '^9' })).toBeUndefined();
});

it('compares the version in a pattern, so that variants of an image do not mix', () => {
  expect(choose({ range: '^7.2', pattern: '^(?<version>.*)-alpine$' })).toBe('7.2.11-alpine');
  expect(choose({ pattern: '^7\\.2\\.\\d+$' })).toBe('7.2.10');
  expect(choose({ pattern: '^build-(?<version>\\d+)-' }, ['build-9-a', 'build-10-b'])).toBe(
    'build-10-b',
  );
});

it('follows the tag of the chart without either', () => {
  expect(choose({})).toBe('7.2');
});

import { expect, it } from 'vitest';
import { formatLock, type Lock } from './lock.ts';
import { parseLock } from './parse-lock.ts';

const digest = `sha256:${'a'.repeat(64)}`;

const lock: Lock = {
  images: [
    { image: 'b', newImage: `registry.example/b@${digest}` },
    { image: 'a', newImage: `registry.example/a@${digest}` },
  ],
  built: { key: 'v1:abc', roots: ['apps/a, b', 'packages/"c"'] },
  held: { by: 'Ada', reason: 'rolled back: #12' },
};

it('gives back what it wrote, images sorted', () => {
  const parsed = parseLock(formatLock(lock), 'a.kbld.lock.yml');
  expect(parsed).toEqual({ ...lock, images: [...lock.images].reverse() });
  expect(formatLock(parsed)).toBe(formatLock(lock));
});

it('reads a lock that kbld wrote itself', () => {
  const text = `apiVersion: kbld.k14s.io/v1alpha1
kind: Config
minimumRequiredVersion: 0.25.0
overrides:
- image: demo-service
  newImage: index.docker.io/starptech/demo-service@${digest}
  preresolved: true
`;
  expect(parseLock(text, 'x')).toEqual({
    images: [
      { image: 'demo-service', newImage: `index.docker.io/starptech/demo-service@${digest}` },
    ],
    built: undefined,
    held: undefined,
  });
});

const broken = (change: (text: string) => string): string => change(formatLock(lock));

it.each([
  [
    'a tag',
    broken((text) => text.replace(/b@sha256:\w+/, 'b:1.0')),
    /x\.yml:\d+: overrides\.1\.newImage: Expected a reference by digest/,
  ],
  [
    'conflict markers',
    broken((text) => `<<<<<<< ours\n${text}\n=======\n>>>>>>> theirs\n`),
    /conflict markers/,
  ],
  [
    'another kind',
    broken((text) => text.replace('kind: Config', 'kind: Sources')),
    /Expected kind Config/,
  ],
  [
    'preresolved: false',
    broken((text) => text.replace('preresolved: true', 'preresolved: false')),
    /Expected preresolved: true/,
  ],
  [
    'a damaged header',
    broken((text) => text.replace('roots: [', 'roots: ')),
    /header of the lock is damaged/,
  ],
  ['no YAML', 'a: [', /YAML_INVALID/],
])('refuses a lock with %s', (_, text, message) => {
  expect(() => parseLock(text, 'x.yml')).toThrow(message);
});

import { expect, it } from 'vitest';
import {
  atMirror,
  familiarName,
  parseImageReference,
  qualifyRepository,
} from './image-reference.ts';

it.each([
  ['redis', 'index.docker.io/library/redis'],
  ['bitnami/redis', 'index.docker.io/bitnami/redis'],
  ['docker.io/redis', 'index.docker.io/library/redis'],
  ['docker.io/starptech/demo', 'index.docker.io/starptech/demo'],
  ['ghcr.io/a/b', 'ghcr.io/a/b'],
  ['localhost/a', 'localhost/a'],
  ['127.0.0.1:5000/a', '127.0.0.1:5000/a'],
])('qualifies %s', (repository, expected) => {
  expect(qualifyRepository(repository)).toBe(expected);
});

it.each([
  ['a/b:1.2', { repository: 'a/b', tag: '1.2', digest: undefined }],
  ['localhost:5000/a', { repository: 'localhost:5000/a', tag: undefined, digest: undefined }],
  ['h:1/a:t@sha256:0', { repository: 'h:1/a', tag: 't', digest: 'sha256:0' }],
])('parses %s', (text, expected) => {
  expect(parseImageReference(text)).toEqual(expected);
});

it.each([
  ['node', 'node'],
  ['node:latest', 'node'],
  ['docker.io/library/node:20@sha256:0', 'node:20@sha256:0'],
  ['ghcr.io/a/node:20', 'ghcr.io/a/node:20'],
])('knows %s by its familiar name', (name, expected) => {
  expect(familiarName(name)).toBe(expected);
});

it('keeps the registry in the path at a mirror', () => {
  expect(atMirror('ghcr.io/a/b', '127.0.0.1:1')).toBe('127.0.0.1:1/ghcr.io/a/b');
  expect(atMirror('ghcr.io/a/b', undefined)).toBe('ghcr.io/a/b');
});

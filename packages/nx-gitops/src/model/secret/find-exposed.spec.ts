import { expect, it } from 'vitest';
import { findExposed } from './find-exposed.ts';
import { isSecretField } from './secret-objects.ts';

const forms = ['the-secret'];

it.each([
  ['a field', { data: { url: 'x-the-secret-y' } }, 'data.url'],
  ['a list', { spec: { args: ['--a', '--key=the-secret'] } }, 'spec.args.1'],
  ['a key', { data: { 'the-secret': 1 } }, 'data (a key)'],
  [
    'an annotation',
    { metadata: { annotations: { 'a.b/c': 'the-secret' } } },
    'metadata.annotations."a.b/c"',
  ],
  ['the object itself', 'the-secret', 'the object'],
])('names the path of %s', (_title, object, path) => {
  expect(findExposed(object, forms)).toBe(path);
});

it('finds a number and a boolean as they are written', () => {
  expect(findExposed({ port: 815_4711 }, ['8154711'])).toBe('port');
  expect(findExposed({ port: true }, ['true'])).toBe('port');
});

it('does not look where a secret belongs', () => {
  const secret = { kind: 'Secret', data: { a: 'the-secret' }, stringData: { b: 'the-secret' } };
  expect(findExposed(secret, forms, isSecretField)).toBeUndefined();
  const metadata = { annotations: { note: 'the-secret' } };
  expect(findExposed({ ...secret, metadata }, forms, isSecretField)).toBe(
    'metadata.annotations.note',
  );
});

it('finds nothing in an object without it', () => {
  expect(findExposed({ a: [null, { b: 'secret' }] }, forms)).toBeUndefined();
});

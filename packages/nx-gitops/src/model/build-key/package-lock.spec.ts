import { expect, it } from 'vitest';
import { digestPackages, parsePackageLock, type Packages } from './package-lock.ts';

const packages: Packages = {
  '': { dependencies: { shared: '*' }, devDependencies: { eslint: '*', esbuild: '*' } },
  'apps/a': { dependencies: { left: '*', '@shop/lib': '*' } },
  'apps/b': {},
  'packages/lib': { dependencies: { deep: '*' }, devDependencies: { vitest: '*' } },
  'node_modules/@shop/lib': { link: true, resolved: 'packages/lib' },
  'node_modules/left': { version: '1.0.0', integrity: 'sha-left', dependencies: { right: '*' } },
  'node_modules/left/node_modules/right': { version: '2.0.0', integrity: 'sha-right-2' },
  'node_modules/right': { version: '1.0.0', integrity: 'sha-right-1' },
  'node_modules/deep': { version: '1.0.0', integrity: 'sha-deep' },
  'node_modules/eslint': { version: '9.0.0', integrity: 'sha-eslint' },
  'node_modules/esbuild': { version: '1.0.0', integrity: 'sha-esbuild' },
  'node_modules/shared': { version: '1.0.0', integrity: 'sha-shared' },
  'node_modules/vitest': { version: '1.0.0', integrity: 'sha-vitest' },
};

const change = (at: string): Packages => ({
  ...packages,
  [at]: { ...packages[at], integrity: 'other' },
});

const isMoved = (at: string, roots: string[], root: string[] | undefined): boolean =>
  digestPackages(change(at), roots, root) !== digestPackages(packages, roots, root);

it.each([
  ['a dependency', 'node_modules/left', true],
  ['a nested dependency of a dependency', 'node_modules/left/node_modules/right', true],
  ['a package of the same name elsewhere', 'node_modules/right', false],
  ['a dependency of a linked project', 'node_modules/deep', true],
  ['a package for the development of a linked project', 'node_modules/vitest', false],
  ['a root package that is named', 'node_modules/esbuild', true],
  ['a root package that is not named', 'node_modules/eslint', false],
])('with root packages named: %s', (_, at, expected) => {
  expect(isMoved(at, ['apps/a'], ['esbuild'])).toBe(expected);
});

it('counts every package of the root where none is named: nothing says which of them take part', () => {
  expect(isMoved('node_modules/eslint', ['apps/b'], undefined)).toBe(true);
  expect(isMoved('node_modules/shared', ['apps/b'], undefined)).toBe(true);
  expect(isMoved('node_modules/left', ['apps/b'], undefined)).toBe(false);
});

it('cannot tell for a project that the lock file does not know', () => {
  expect(digestPackages(packages, ['libs/unknown'], [])).toBeUndefined();
});

it('knows no packages of an old or a broken lock file', () => {
  expect(parsePackageLock('{"lockfileVersion": 1, "dependencies": {}}')).toBeUndefined();
  expect(parsePackageLock('{')).toBeUndefined();
});

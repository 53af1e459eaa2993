import { expect, it } from 'vitest';
import { findCoveredFiles, sortTree } from './covered-files.ts';
import { productionFiles, type NamedInputs } from './named-inputs.ts';

const nxDefaults: NamedInputs = {
  default: ['{projectRoot}/**/*', 'sharedGlobals'],
  production: [
    'default',
    '!{projectRoot}/**/*.spec.ts',
    '!{projectRoot}/**/*.md',
    { runtime: 'node -v' },
  ],
  sharedGlobals: ['{workspaceRoot}/tsconfig.base.json', { env: 'CI' }],
};

const tree = sortTree(
  new Map(
    [
      'apps/a/.dockerignore',
      'apps/a/README.md',
      'apps/a/src/main.spec.ts',
      'apps/a/src/main.ts',
      'apps/ab/src/main.ts',
      'libs/x/src/index.ts',
      'libs/y/src/index.ts',
      'package.json',
      'tools/Dockerfile',
      'tsconfig.base.json',
    ].map((path) => [path, { mode: '100644', blob: '1' }]),
  ),
);

const cover = (roots: string[], inputs = nxDefaults, always: string[] = []): string[] =>
  findCoveredFiles(tree, { roots, fileSetsOf: () => productionFiles(inputs), always }).map(
    ([path]) => path,
  );

it('covers the production files of the projects, dot files too, and the named workspace files', () => {
  expect(cover(['apps/a', 'libs/x'])).toEqual([
    'apps/a/.dockerignore',
    'apps/a/src/main.ts',
    'libs/x/src/index.ts',
    'tsconfig.base.json',
  ]);
});

it('does not take a neighbour whose name begins alike', () => {
  expect(cover(['apps/a'])).not.toContain('apps/ab/src/main.ts');
});

it('covers what is named always, whatever the filesets say, and nothing that is not there', () => {
  expect(cover(['libs/y'], { production: [] }, ['tools/Dockerfile', 'nope'])).toEqual([
    'tools/Dockerfile',
  ]);
});

it('covers all files of a project where nx.json says nothing', () => {
  expect(cover(['apps/a'], {})).toHaveLength(4);
});

it('covers the whole workspace for a project at its root', () => {
  expect(cover(['.'], {})).toHaveLength(10);
});

it('expands globs of the workspace, and survives a circle', () => {
  const inputs: NamedInputs = {
    production: ['a'],
    a: ['production', '{workspaceRoot}/*.json', '!{workspaceRoot}/package.json'],
  };
  expect(cover([], inputs)).toEqual([]);
  expect(cover(['libs/y'], inputs)).toEqual(['tsconfig.base.json']);
});

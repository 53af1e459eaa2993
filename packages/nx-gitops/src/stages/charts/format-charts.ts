import type { JudgedDependency } from './judge-dependencies.ts';
import type { UpdatedDependency } from './update-dependencies.ts';

/** The dependencies for a program: no path of the machine in it. */
export const describeDependencies = (dependencies: readonly JudgedDependency[]): object[] =>
  dependencies.map(({ name, alias, range, locked, repository, state, problem, source }) => ({
    name,
    alias,
    range,
    locked,
    repository,
    source: source.kind,
    state,
    problem,
  }));

/** The dependencies for a person, a line each. */
export const formatDependencies = (dependencies: readonly JudgedDependency[]): string[] =>
  dependencies.length === 0
    ? ['no dependencies']
    : dependencies.map(({ name, alias, range, locked, repository, state, problem }) =>
        [
          state === 'ok' ? ' ' : state === 'missing' ? '?' : '!',
          `${name}${alias === undefined ? '' : ` as ${alias}`}`,
          `${range} → ${locked ?? 'not locked'}`,
          repository || 'charts/',
          ...(problem === undefined ? [] : [`(${problem})`]),
        ].join('  '),
      );

export const formatUpdates = (updates: readonly UpdatedDependency[]): string[] =>
  updates.length === 0
    ? ['nothing newer in the declared ranges']
    : updates.map(({ name, from, to }) => `${name}: ${from ?? 'not locked'} → ${to}`);

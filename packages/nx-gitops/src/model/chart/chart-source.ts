import { posix } from 'node:path';
import type { Dependency } from './chart-lock.ts';

/**
 * Where a dependency comes from. `embedded`: a folder in the chart's own `charts/`; `path`: a folder elsewhere;
 * `named`: a repository of Helm's own configuration; `repository`: an address, also one for a downloader plugin.
 */
export type ChartSource =
  | { readonly kind: 'embedded'; readonly folder: string }
  | { readonly kind: 'path'; readonly folder: string }
  | { readonly kind: 'oci'; readonly reference: string; readonly isLoopback: boolean }
  | { readonly kind: 'named'; readonly repository: string }
  | { readonly kind: 'repository'; readonly url: string };

/** `chart` is the folder of the chart that has the dependency, relative to the workspace; so are the answers. */
export function findSource(dependency: Dependency, chart: string): ChartSource {
  const { name = '', repository = '' } = dependency;
  if (repository === '') return { kind: 'embedded', folder: posix.join(chart, 'charts', name) };
  if (repository.startsWith('file://')) {
    const folder = posix.join(chart, repository.slice('file://'.length));
    const isInside = posix.dirname(folder) === posix.join(chart, 'charts');
    return { kind: isInside ? 'embedded' : 'path', folder };
  }
  if (repository.startsWith('oci://')) {
    const reference = `${repository.replace(/\/$/, '')}/${name}`;
    return { kind: 'oci', reference, isLoopback: isLoopback(reference.slice('oci://'.length)) };
  }
  const named = /^(?:@|alias:)(.+)$/.exec(repository)?.[1];
  return named === undefined
    ? { kind: 'repository', url: repository }
    : { kind: 'named', repository: named };
}

/** A registry on this machine speaks plain HTTP. */
export const isLoopback = (reference: string): boolean =>
  /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?(\/|$)/.test(reference);

import { posix } from 'node:path';

/** The path that decides who can decrypt a Secret of a chart: its template's below the snapshot, named as encrypted. */
export const sealedPath = (release: string, source: string): string =>
  posix.join(release, source).replace(/(\.(ya?ml|json|tpl))?$/, '.sops.yaml');

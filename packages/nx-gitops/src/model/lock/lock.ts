/** The identity of the sources that a lock was made from. */
export interface LockedKey {
  readonly key: string;
  /** Roots of the projects that the key covers, relative to the workspace, sorted. */
  readonly roots: readonly string[];
}

/** Why a lock is kept as it is until somebody releases it. */
export interface Hold {
  readonly by: string;
  readonly reason: string;
}

export interface LockedImage {
  readonly image: string;
  /** Reference by digest. */
  readonly newImage: string;
}

/** An app lock: kbld's own format, with the build key in a comment header. */
export interface Lock {
  readonly images: readonly LockedImage[];
  readonly built: LockedKey | undefined;
  readonly held: Hold | undefined;
}

/** A lock → its text. The same lock always gives the same bytes: no time, no commit, images sorted. */
export function formatLock(lock: Lock): string {
  const images = [...lock.images].sort((a, b) => (a.image < b.image ? -1 : 1));
  return [
    '# Made by nx-gitops; do not edit.',
    ...(lock.built
      ? [`# build-key: ${lock.built.key}`, `# roots: ${JSON.stringify(lock.built.roots)}`]
      : []),
    ...(lock.held ? [`# held: ${JSON.stringify(lock.held)}`] : []),
    'apiVersion: kbld.k14s.io/v1alpha1',
    'kind: Config',
    'minimumRequiredVersion: 0.31.0',
    'overrides:',
    ...images.flatMap(({ image, newImage }) => [
      `  - image: ${image}`,
      `    newImage: ${newImage}`,
      '    preresolved: true',
    ]),
    '',
  ].join('\n');
}

import { createHash } from 'node:crypto';

/** An entry of `packages` in package-lock.json, lockfileVersion 2 or 3. */
interface PackageEntry {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

export type Packages = Readonly<Record<string, PackageEntry>>;

/** The `packages` of a package-lock.json, or undefined where the file is of an older or another form. */
export function parsePackageLock(text: string): Packages | undefined {
  try {
    const { packages } = JSON.parse(text) as { packages?: Packages };
    return packages;
  } catch {
    return undefined;
  }
}

/**
 * A digest of every package that the projects can reach through their manifests, and through the root manifest:
 * all of its packages, or only those in `rootPackages`. Undefined where the lock does not know a project
 * (then the whole file has to count).
 * @see https://docs.npmjs.com/cli/configuring-npm/package-lock-json
 */
export function digestPackages(
  packages: Packages,
  projectRoots: readonly string[],
  rootPackages: readonly string[] | undefined,
): string | undefined {
  const reached = new Map<string, string>();
  const visit = (from: string, name: string): void => {
    const at = resolve(packages, from, name);
    if (at === undefined || reached.has(at)) return;
    const entry = packages[at] ?? {};
    reached.set(at, [entry.version, entry.integrity, entry.link ? entry.resolved : ''].join(' '));
    const target = entry.link && entry.resolved !== undefined ? entry.resolved : at;
    for (const next of runtimeNames(packages[target] ?? entry)) visit(target, next);
  };
  for (const root of projectRoots) {
    const manifest = packages[root];
    if (!manifest) return undefined;
    for (const name of allNames(manifest)) visit(root, name);
  }
  const rootManifest = packages[''] ?? {};
  for (const name of rootPackages ?? allNames(rootManifest)) visit('', name);
  const lines = [...reached].map(([at, identity]) => `${at} ${identity}`).sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

const runtimeNames = (entry: PackageEntry): string[] =>
  Object.keys({ ...entry.dependencies, ...entry.optionalDependencies, ...entry.peerDependencies });

const allNames = (entry: PackageEntry): string[] => [
  ...runtimeNames(entry),
  ...Object.keys(entry.devDependencies ?? {}),
];

/** Node's own look-up: `node_modules` beside the importer, then in every folder above it. */
function resolve(packages: Packages, from: string, name: string): string | undefined {
  for (let folder = from; ; folder = parentOf(folder)) {
    const candidate = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (packages[candidate]) return candidate;
    if (folder === '') return undefined;
  }
}

const parentOf = (folder: string): string => folder.slice(0, Math.max(0, folder.lastIndexOf('/')));

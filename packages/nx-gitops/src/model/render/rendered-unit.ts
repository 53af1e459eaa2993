/**
 * What one part of the umbrella chart renders to: a subchart, or the umbrella chart's own templates (whose name is
 * empty). Everything after Helm works on one unit at a time, so that its cost follows what changed.
 */
export interface RenderedUnit {
  readonly name: string;
  /** Path in the tree → text of the file, sorted by path. */
  readonly files: ReadonlyMap<string, string>;
}

/** By hand: there are thousands of paths, and more than one question about each. */
export function unitOf(path: string): string {
  const slash = path.indexOf('/');
  if (!path.startsWith('charts/', slash + 1)) return '';
  const from = slash + 'charts/'.length + 1;
  return path.slice(from, Math.max(from, path.indexOf('/', from)));
}

/** Where the files of a unit lie, below the folder of the umbrella chart. */
export const unitFolders = (name: string): readonly string[] =>
  name === '' ? ['crds', 'templates'] : [`charts/${name}`];

/** The files of a tree as units. Files in the order of paths and units in the order of files: that of the snapshot. */
export function splitUnits(files: ReadonlyMap<string, string>): RenderedUnit[] {
  const units = new Map<string, Map<string, string>>();
  for (const [path, text] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const name = unitOf(path);
    const unit = units.get(name) ?? new Map<string, string>();
    units.set(name, unit.set(path, text));
  }
  return [...units].map(([name, content]) => ({ name, files: content }));
}

/** kbld reads no other files of a folder; what a template with another name renders to is for people. */
export const isManifestFile = (path: string): boolean => /\.(?:ya?ml|json)$/.test(path);

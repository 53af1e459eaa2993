/** The part of `nx.json`, `project.json` or `package.json#nx` that says which files count. */
export type NamedInputs = Readonly<Record<string, readonly unknown[]>>;

/** Filesets of a project: globs relative to the project, and globs relative to the workspace. */
export interface FileSets {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly workspaceInclude: readonly string[];
  readonly workspaceExclude: readonly string[];
}

/**
 * The filesets that the named input `production` stands for (`default` where it is not defined).
 * Inputs that are no files (`runtime`, `env`, `externalDependencies`) have no part in a key of files.
 * @see https://nx.dev/reference/inputs
 */
export function productionFiles(...definitions: readonly (NamedInputs | undefined)[]): FileSets {
  const inputs: NamedInputs = Object.assign(
    { default: ['{projectRoot}/**/*'] },
    ...definitions.map((definition) => definition ?? {}),
  );
  const globs = expand('production' in inputs ? 'production' : 'default', inputs, new Set());
  const under = (prefix: string): string[] =>
    globs.filter((glob) => glob.startsWith(prefix)).map((glob) => glob.slice(prefix.length));
  return {
    include: under('{projectRoot}/'),
    exclude: under('!{projectRoot}/'),
    workspaceInclude: under('{workspaceRoot}/'),
    workspaceExclude: under('!{workspaceRoot}/'),
  };
}

function expand(name: string, inputs: NamedInputs, seen: Set<string>): string[] {
  if (seen.has(name)) return [];
  seen.add(name);
  return (inputs[name] ?? []).flatMap((input) => {
    const text = typeof input === 'string' ? input : textOf(input as Record<string, unknown>);
    if (text === undefined || text.startsWith('^')) return [];
    return /^!?\{(projectRoot|workspaceRoot)\}\//.test(text) ? [text] : expand(text, inputs, seen);
  });
}

function textOf(input: Record<string, unknown>): string | undefined {
  if (input['dependencies'] || input['projects']) return undefined;
  const text = input['fileset'] ?? input['input'];
  return typeof text === 'string' ? text : undefined;
}

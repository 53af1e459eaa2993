/**
 * What a chart's templates share with those of other charts. Helm has one name space for the templates of all charts,
 * in which of two definitions of a name the last one wins.
 */
export interface TemplateFacts {
  /** Digest of the files that define some names, and these names: a record that is quick to read. */
  readonly defines: readonly (readonly [digest: string, names: readonly string[]])[];
  /** Names that are called. */
  readonly uses: readonly string[];
  /** A name is computed, or text is taken for a template: any name may be called. */
  readonly isDynamic: boolean;
  /** Computed names may be paths of templates too. */
  readonly computesPaths: boolean;
  /** Why the values of other charts may be read or changed; undefined where they are not. */
  readonly crosses: string | undefined;
}

export interface TemplateFile {
  readonly path: string;
  readonly text: string;
  readonly digest: string;
}

const literal = '"(?:[^"\\\\]|\\\\.)*"|`[^`]*`';
const definition = new RegExp(`\\b(?:define|block)\\s+(${literal})`, 'g');
const call = new RegExp(`\\b(?:include|template|block)\\s+\\(?\\s*(${literal})\\s*\\)?`, 'g');
const ownPath =
  /\binclude\s+\(\s*(?:print|printf\s+"[^"]*")\s+\$?\.Template\.BasePath(?:\s+"[^"]*")*\s*\)/g;
const mutation = /\b(?:set|unset|merge|mergeOverwrite|mustMerge|mustMergeOverwrite)\b/;
const sharedValues = /\bglobal\b|\.Release\b|\.Capabilities\b/;

/** The actions of a template, comments left out. */
export const findActions = (text: string): string[] =>
  (text.match(/\{\{[\s\S]*?\}\}/g) ?? []).filter((action) => !/^\{\{-?\s*\/\*/.test(action));

/** The facts of all templates of a chart, those of the charts inside it included. */
export function readTemplateFacts(files: readonly TemplateFile[]): TemplateFacts {
  const defines = new Map<string, Set<string>>();
  const uses = new Set<string>();
  let isDynamic = false;
  let computesPaths = false;
  let crosses: string | undefined;
  for (const { path, text, digest } of files) {
    const actions = findActions(text);
    for (const action of actions) {
      for (const [, name = ''] of action.matchAll(definition)) {
        const key = unquote(name);
        defines.set(key, (defines.get(key) ?? new Set()).add(digest));
      }
      for (const [, name = ''] of action.matchAll(call)) uses.add(unquote(name));
      const rest = action.replace(ownPath, '').replace(call, '');
      isDynamic ||= /\b(?:tpl|include|template)\b/.test(rest);
      computesPaths ||= /["`][^"`]*templates[^"`]*["`]/.test(rest);
    }
    const globals = actions.some((action) => /:?=[^|]*\bglobal\b/.test(action));
    const changesShared = actions.find(
      (action) => mutation.test(action) && (globals || sharedValues.test(action)),
    );
    if (changesShared) crosses ??= `${path} may change values that all charts share`;
  }
  return {
    defines: groupByDigest(defines),
    uses: [...uses].sort(),
    isDynamic,
    computesPaths,
    crosses,
  };
}

function groupByDigest(defines: ReadonlyMap<string, ReadonlySet<string>>): [string, string[]][] {
  const groups = new Map<string, string[]>();
  for (const name of [...defines.keys()].sort()) {
    const digest = [...(defines.get(name) ?? [])].sort().join('+');
    groups.set(digest, [...(groups.get(digest) ?? []), name]);
  }
  return [...groups];
}

const unquote = (quoted: string): string =>
  quoted.startsWith('`') ? quoted.slice(1, -1) : (JSON.parse(quoted) as string);

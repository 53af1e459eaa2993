import { createHash } from 'node:crypto';
import { isAbsolute, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { findText, writeAtomic } from '../io/files.ts';
import { parseYamlDocuments, type ParseYaml } from '../model/manifest/yaml.ts';

/** Parsed YAML by its text: the graph is computed at every command of Nx, from thousands of files that rarely change. */
export interface YamlCache {
  readonly parse: ParseYaml;
  /** Writes what this run used, if some of it is new. */
  readonly keep: () => Promise<void>;
}

/** Where Nx keeps such files of a workspace; "nx reset" empties it. */
export function yamlCachePath(root: string): string {
  const { NX_WORKSPACE_DATA_DIRECTORY, NX_PROJECT_GRAPH_CACHE_DIRECTORY } = process.env;
  const folder = NX_WORKSPACE_DATA_DIRECTORY ?? NX_PROJECT_GRAPH_CACHE_DIRECTORY;
  const own = folder ?? join('.nx', 'workspace-data');
  return join(isAbsolute(own) ? own : join(root, own), 'nx-gitops-yaml.cache');
}

/** Nothing but the text decides what is found: an entry cannot be out of date. A damaged file is as good as none. */
export async function openYamlCache(root: string): Promise<YamlCache> {
  const path = yamlCachePath(root);
  const kept = readCache(await findText(path).catch(() => undefined));
  const used = new Map<string, readonly unknown[]>();
  let isNew = false;
  const parse: ParseYaml = (text, file) => {
    const key = digestOf(text);
    const values = kept.get(key);
    if (values === undefined) {
      const documents = parseYamlDocuments(text, file);
      const made = documents.map(({ value }) => value);
      if (!isDeepStrictEqual(JSON.parse(JSON.stringify(made)), made)) return documents;
      used.set(key, made);
      isNew = true;
      return documents;
    }
    used.set(key, values);
    return values.map((value, at) => ({
      value,
      lineOf: (path) => parseYamlDocuments(text, file)[at]?.lineOf(path) ?? 1,
    }));
  };
  return {
    parse,
    keep: async () => {
      if (!isNew) return;
      const content = JSON.stringify([...used]);
      // A workspace that cannot be written to is no fault.
      await writeAtomic(path, `${digestOf(content)}\n${content}`).catch(() => undefined);
    },
  };
}

function readCache(text = ''): ReadonlyMap<string, readonly unknown[]> {
  const end = text.indexOf('\n');
  const content = text.slice(end + 1);
  if (end < 0 || text.slice(0, end) !== digestOf(content)) return new Map();
  return new Map(JSON.parse(content) as [string, unknown[]][]);
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

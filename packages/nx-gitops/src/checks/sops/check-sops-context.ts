import type { Earlier } from '../earlier.ts';
import type { Finding } from '../finding.ts';
import { openTextFile } from '../open-text-file.ts';
import { splitPath, type Repository } from '../repository.ts';
import type { TextFile } from '../text-file.ts';
import { decodeText } from '../text/decode-text.ts';
import { checkPlainCopy, plainCopy } from './check-plain-copy.ts';
import { checkPolicy } from './check-policy.ts';
import { checkStaleMac } from './check-stale-mac.ts';
import { checkUnencrypted } from './check-unencrypted.ts';
import { configName, readCreationRules, type CreationRules } from './creation-rules.ts';
import { openNeighbours } from './open-neighbours.ts';
import { outlineDotenv, outlineIni } from './outline-settings.ts';
import { openSopsTree } from './open-sops-tree.ts';
import type { SopsTree } from './sops-tree.ts';

/** What lies there was encrypted by the rules of other paths; render and secrets-check judge that. */
const inSnapshot = /(?:^|\/)\.release\//;
const parsed = new WeakMap<Repository, Map<string, Promise<CreationRules | undefined>>>();

/** What only the neighbours of a file can tell: the rules of `.sops.yaml`, the version before, an encrypted twin. */
export async function checkSopsContext(
  file: TextFile,
  tree: SopsTree | undefined,
  earlier: Earlier,
  repository: Repository,
): Promise<Finding[]> {
  const stale = tree ? await compareWithEarlier(file, tree, earlier, repository) : [];
  if (!earlier.current || file.binary || splitPath(file.path).name === configName) return stale;
  if (inSnapshot.test(file.path)) return stale;
  const neighbours = await openNeighbours(repository);
  const folders = await neighbours.configFolders(file.path);
  const config = folders.length === 0 ? undefined : await nearestConfig(folders, repository);
  if (config) {
    const inner = file.path.slice(config.folder.length);
    const rule = config.rules.rules.find((each) => each.matches(inner));
    const name = `${config.folder}${configName}`;
    if (tree && config.rules.rules.length > 0)
      stale.push(...checkPolicy(file.path, tree, rule, name));
    else if (!tree && rule) stale.push(...(await checkUnencrypted(file, rule, name)));
  }
  const twins = tree ? [] : await neighbours.twins(file.path);
  if (twins.length > 0) stale.push(...(await checkTwin(file, twins, repository)));
  return stale;
}

async function compareWithEarlier(
  file: TextFile,
  tree: SopsTree,
  earlier: Earlier,
  repository: Repository,
): Promise<Finding[]> {
  const versions = await Promise.all(earlier.before.map((id) => repository.readId(id)));
  versions.push(earlier.current ? await repository.readMerged(file.path) : undefined);
  for (const bytes of versions) {
    const before = bytes && (await openSopsTree(openTextFile(file.path, bytes)));
    const findings = before ? [...checkStaleMac(file.path, tree, before)] : [];
    if (findings.length > 0) return findings;
  }
  return [];
}

/** sops itself looks upward from the current folder; the nearest to the file is what people mean. */
async function nearestConfig(folders: readonly string[], repository: Repository) {
  for (const folder of folders) {
    const rules = await readConfig(`${folder}${configName}`, repository);
    if (rules) return { folder, rules };
  }
  return undefined;
}

function readConfig(path: string, repository: Repository): Promise<CreationRules | undefined> {
  const cache = parsed.get(repository) ?? new Map<string, Promise<CreationRules | undefined>>();
  parsed.set(repository, cache);
  const read = cache.get(path) ?? parseConfig(path, repository);
  cache.set(path, read);
  return read;
}

async function parseConfig(
  path: string,
  repository: Repository,
): Promise<CreationRules | undefined> {
  const bytes = await repository.read(path);
  return bytes && readCreationRules(decodeText(bytes).text);
}

async function checkTwin(
  file: TextFile,
  twins: readonly string[],
  repository: Repository,
): Promise<Finding[]> {
  for (const path of twins) {
    const bytes = await repository.read(path);
    const twin = bytes && (await openSopsTree(openTextFile(path, bytes)));
    if (!twin) continue;
    if (twin.format === 'binary') return [plainCopy(file.path, 1, path)];
    const outline =
      twin.format === 'dotenv' || twin.format === 'ini'
        ? twin.format === 'dotenv'
          ? outlineDotenv(file.text)
          : outlineIni(file.text)
        : file.outline();
    if (outline) return [...checkPlainCopy(file.path, outline.leaves, twin, path)];
  }
  return [];
}

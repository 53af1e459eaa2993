import { posix } from 'node:path';
import type { Finding } from '../finding.ts';
import { outlineYaml } from '../outline/outline-yaml.ts';
import { splitPath, type Repository } from '../repository.ts';
import { openNeighbours } from '../sops/open-neighbours.ts';
import type { TextFile } from '../text-file.ts';
import { decodeText } from '../text/decode-text.ts';
import { isHarmlessShape } from '../values/is-harmless-shape.ts';
import { literalEvidence } from './literal-evidence.ts';
import { secretFinding } from './secret-finding.ts';

type Sources = ReadonlyMap<string, 'variables' | 'whole'>;

const opened = new WeakMap<Repository, Map<string, Promise<Sources>>>();
const variable = /^[ \t]*(?:export[ \t]+)?([\w.-]+)=(.*)$/;

/** Whatever is in a file that kustomize makes a Secret of, is the content of a Secret. */
export async function* checkGeneratorSource(
  file: TextFile,
  repository: Repository,
): AsyncIterable<Finding> {
  const { kustomizations } = await openNeighbours(repository);
  for (const path of await kustomizations(file.path)) {
    const use = (await readSources(path, repository)).get(file.path);
    const place = use && findLiteral(file, use);
    if (!place) continue;
    const message = `Source of a Secret that ${path} generates, in plain text`;
    yield secretFinding(file, 'secret-manifest', place.line, message, place.evidence);
    return;
  }
}

function findLiteral(
  file: TextFile,
  use: 'variables' | 'whole',
): { line: number; evidence: string } | undefined {
  if (use === 'whole') {
    const evidence = literalEvidence(file.text, false, file.setting);
    return evidence && !isHarmlessShape(evidence) ? { line: 1, evidence } : undefined;
  }
  for (const [index, line] of file.text.split('\n').entries()) {
    const value = variable.exec(line)?.[2] ?? '';
    const evidence = literalEvidence(value.replace(/^(["'])(.*)\1$/, '$2'), false, file.setting);
    if (evidence) return { line: index + 1, evidence };
  }
  return undefined;
}

function readSources(path: string, repository: Repository): Promise<Sources> {
  const cache = opened.get(repository) ?? new Map<string, Promise<Sources>>();
  opened.set(repository, cache);
  const read = cache.get(path) ?? findSources(path, repository);
  cache.set(path, read);
  return read;
}

async function findSources(path: string, repository: Repository): Promise<Sources> {
  const bytes = await repository.read(path);
  const text = bytes ? decodeText(bytes).text : '';
  const sources = new Map<string, 'variables' | 'whole'>();
  if (!text.includes('secretGenerator')) return sources;
  const { folder } = splitPath(path);
  for (const leaf of outlineYaml(text).leaves) {
    const field = String(leaf.path[2]);
    if (leaf.path[0] !== 'secretGenerator' || !/^(?:envs?|files)$/.test(field)) continue;
    const name = leaf.value.slice(field === 'files' ? leaf.value.indexOf('=') + 1 : 0);
    sources.set(posix.join(folder, name), field === 'files' ? 'whole' : 'variables');
  }
  return sources;
}

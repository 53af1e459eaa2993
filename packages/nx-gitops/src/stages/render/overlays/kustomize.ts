import { join, posix } from 'node:path';
import { parse, stringify } from 'yaml';
import { findText, writeAtomic } from '../../../io/files.ts';
import { mirrorFolder } from '../../../io/mirror-folder.ts';
import { withTemporaryFolder } from '../../../io/temporary-folder.ts';
import { joinDocuments, splitDocuments } from '../../../model/manifest/documents.ts';
import {
  isLocalKustomization,
  keyOf,
  readPatch,
  type KustomizationPatch,
} from '../../../model/render/kustomization-scope.ts';
import { readIdentity } from '../../../model/manifest/manifest.ts';
import { isTree, type Tree } from '../../../model/manifest/tree.ts';
import { kustomizeBuild } from '../../../tools/kustomize.ts';
import { lastLines } from '../../../tools/run-tool.ts';
import { inParallel } from '../../in-parallel.ts';
import type { StageContext } from '../../stage-context.ts';
import { overlayError } from './overlay.ts';

export const kustomizationFiles = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** The cost of kustomize grows faster than with the square of the objects that it sees at once. */
const shardSize = 150;

export interface KustomizeStep {
  /** Root of the config repository, and the folder of the kustomization in it. */
  readonly root: string;
  readonly folder: string;
  readonly name: string;
}

/** Documents through a kustomization, as if they were the first of its resources. */
export async function kustomize(
  step: KustomizeStep,
  documents: readonly string[],
  stage: StageContext,
): Promise<readonly string[]> {
  const kustomization = await readKustomization(step);
  if (!isLocalKustomization(kustomization)) return build(step, kustomization, documents, stage);
  const patches = await readPatches(step, kustomization);
  refuseUnmatched(step, patches, documents);
  const shards = Array.from({ length: Math.ceil(documents.length / shardSize) }, (_, at) =>
    documents.slice(at * shardSize, (at + 1) * shardSize),
  );
  const built = await inParallel(shards, (shard) => {
    const keys = new Set(keysOf(shard));
    const own = patches.filter(({ objects }) => objects?.some((key) => keys.has(key)) ?? true);
    const patched = own.length > 0 ? { patches: own.map(({ entry }) => entry) } : {};
    const { patches: _all, ...others } = kustomization;
    return build(step, { ...others, ...patched }, shard, stage);
  });
  return built.flat();
}

async function readKustomization({ root, folder, name }: KustomizeStep): Promise<Tree> {
  for (const file of kustomizationFiles) {
    const text = await findText(join(root, folder, file));
    if (text === undefined) continue;
    const value: unknown = parse(text, { logLevel: 'silent' });
    if (isTree(value)) return value;
    throw overlayError(name, `has a ${file} that is no mapping`);
  }
  throw overlayError(
    name,
    'has no kustomization.yaml',
    'Write it, or correct "overlays" of gitops.yaml.',
  );
}

const keysOf = (documents: readonly string[]): string[] =>
  documents.flatMap((text) => readIdentity(text) ?? []).map(keyOf);

async function readPatches(
  { root, folder }: KustomizeStep,
  { patches = [] }: Tree,
): Promise<KustomizationPatch[]> {
  return Promise.all(
    (patches as Tree[]).map(async (entry) => {
      const path = entry['path'];
      const text =
        typeof path === 'string'
          ? await findText(join(root, folder, path))
          : String(entry['patch'] ?? '');
      return readPatch(entry, text ?? '');
    }),
  );
}

/** In its shard kustomize would never meet the patch, and so not complain of it. */
function refuseUnmatched(
  { name }: KustomizeStep,
  patches: readonly KustomizationPatch[],
  documents: readonly string[],
): void {
  const keys = new Set(keysOf(documents));
  for (const { objects = [] } of patches) {
    const missing = objects.find((key) => !keys.has(key));
    if (missing !== undefined) throw overlayError(name, `patches ${missing}, which no chart makes`);
  }
}

const build = (
  { root, folder, name }: KustomizeStep,
  kustomization: Tree,
  documents: readonly string[],
  stage: StageContext,
): Promise<string[]> =>
  withTemporaryFolder(stage.root, async (temporary) => {
    const mirror = join(temporary, 'mirror');
    await mirrorFolder(root, mirror, folder.split(posix.sep), kustomizationFiles);
    const resources = [
      'nx-gitops-rendered.yaml',
      ...((kustomization['resources'] as string[]) ?? []),
    ];
    const place = join(mirror, folder);
    await writeAtomic(join(place, 'nx-gitops-rendered.yaml'), joinDocuments(documents));
    // A component is applied to what is there already: to the release, just as an overlay is.
    const whole = { ...kustomization, ...header, resources };
    await writeAtomic(join(place, 'kustomization.yaml'), stringify(whole, { lineWidth: 0 }));
    const result = await kustomizeBuild(stage.run, place);
    if (result.exitCode === 0) return splitDocuments(result.stdout);
    const message = lastLines(result.stderr, 5)
      .replaceAll(`${mirror}/`, '')
      .replaceAll(`${root}/`, '');
    throw overlayError(name, `cannot be built: ${message}`);
  });

const header = { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization' };

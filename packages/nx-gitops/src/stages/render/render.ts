import { createHash } from 'node:crypto';
import { join, posix } from 'node:path';
import { removeFile, replaceFolders, writeIfChanged } from '../../io/files.ts';
import { withTemporaryFolder } from '../../io/temporary-folder.ts';
import { joinDocuments } from '../../model/documents.ts';
import { GitopsError } from '../../model/errors.ts';
import { isByDigest, type FoundImage } from '../../model/images-in-manifests.ts';
import { formatLockSet, type LockSet } from '../../model/lock-set.ts';
import type { Mask } from '../../model/mask.ts';
import type { ConfigRepository, Environment } from '../../model/parse-settings.ts';
import { kbldResolve } from '../../tools/kbld.ts';
import type { Service } from '../../workspace/services.ts';
import { addChecksums } from '../secrets/add-checksums.ts';
import { readEncryptedManifests } from '../secrets/read-encrypted-manifests.ts';
import { refuseClashes } from '../secrets/refuse-clashes.ts';
import { recordName } from '../secrets/sealed-record.ts';
import { withMask } from '../secrets/with-mask.ts';
import type { StageContext } from '../stage-context.ts';
import { findRenderedImages } from './render-chart.ts';
import { readLockSet } from './read-locks.ts';
import { renderTree, writeFiles } from './render-tree.ts';

export interface RenderInput {
  readonly repository: ConfigRepository;
  readonly environment: Environment;
  /** The services that the config repository deploys. */
  readonly services: readonly Service[];
}

export interface Rendered {
  /** Path of the snapshot relative to the workspace. */
  readonly path: string;
  readonly objects: number;
  /** SHA-256 of the snapshot's bytes. */
  readonly digest: string;
  readonly changed: boolean;
}

/** Charts and values → manifests → digests → snapshot. Nothing is written before all of it has succeeded. */
export const render = (input: RenderInput, stage: StageContext): Promise<Rendered> =>
  withMask(stage, (masked, mask) => renderMasked(input, mask, masked));

async function renderMasked(
  input: RenderInput,
  mask: Mask,
  stage: StageContext,
): Promise<Rendered> {
  const { repository, environment } = input;
  const names = input.services.map(({ name }) => name);
  const found = await readLockSet(stage.root, repository, environment, names);
  const locks = stage.dryRun ? assumeLocks(found, input.services, stage) : found;
  const manifests = await readEncryptedManifests(environment, stage.root);
  return withTemporaryFolder(stage.root, async (folder) => {
    const { sealed, files } = await renderTree(input, folder, mask, stage);
    refuseUnlocked(repository.chart, await findRenderedImages(folder), locks);
    const resolved = await kbldResolve(stage.run, folder, formatLockSet(locks));
    if (resolved.trim() === '') {
      throw new GitopsError(
        'SNAPSHOT_INVALID',
        `${repository.chart} renders to nothing for ${environment.name}`,
        'Check its templates and conditions; the earlier snapshot is untouched.',
      );
    }
    const encrypted = [...sealed, ...manifests];
    refuseClashes(resolved, repository.chart, encrypted, environment.namespace);
    const path = posix.join(environment.release, 'state.yaml');
    const secrets = encrypted.flatMap(({ documents }) => documents);
    const released = addChecksums(resolved, encrypted, environment.namespace);
    const state = `${released}${joinDocuments(secrets)}`;
    const objects = countObjects(resolved) + secrets.length;
    const summary = { path, objects, digest: digestOf(state) };
    if (stage.dryRun) return { ...summary, changed: false };
    await writeFiles(folder, files);
    await replaceFolders(folder, join(stage.root, environment.release));
    if (!files.has(recordName)) await removeFile(join(stage.root, environment.release, recordName));
    return { ...summary, changed: await writeIfChanged(join(stage.root, path), state) };
  });
}

/** A dry run wrote no lock that this one could use: the images that would be locked get a digest of zeros. */
function assumeLocks(locks: LockSet, services: readonly Service[], stage: StageContext): LockSet {
  const assumed = new Map(locks);
  for (const { image, destination } of services.flatMap((service) => service.images)) {
    if (locks.has(image)) continue;
    stage.report(`${image} would be built and locked first`);
    assumed.set(image, `${destination}@sha256:${'0'.repeat(64)}`);
  }
  return assumed;
}

/** Helm names what it renders after the template, below the name of the chart. */
function refuseUnlocked(chart: string, images: readonly FoundImage[], locks: LockSet): void {
  const unlocked = images.filter(({ image }) => !isByDigest(image) && !locks.has(image));
  if (unlocked.length === 0) return;
  const lines = unlocked.map(
    ({ image, file, line }) =>
      `  ${image}  (${file.replace(/^[^/]+/, chart)}, line ${line} of what it renders to)`,
  );
  throw new GitopsError(
    'IMAGE_UNLOCKED',
    `No lock pins ${unlocked.length === 1 ? 'the image' : `${unlocked.length} images`} "${unlocked[0]?.image}"${unlocked.length === 1 ? '' : ' and others'}:\n${lines.join('\n')}`,
    'Lock them: "nx lock <service>" for images of a service, "nx lock <config repository>" for third-party ones.',
  );
}

const countObjects = (state: string): number => [...state.matchAll(/^kind: /gm)].length;

const digestOf = (state: string): string =>
  `sha256:${createHash('sha256').update(state).digest('hex')}`;

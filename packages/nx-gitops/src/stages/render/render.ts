import { createHash } from 'node:crypto';
import { join, posix } from 'node:path';
import { replaceFolders, writeIfChanged } from '../../io/files.ts';
import { withTemporaryFolder } from '../../io/temporary-folder.ts';
import { GitopsError } from '../../model/errors.ts';
import { isByDigest, type FoundImage } from '../../model/images-in-manifests.ts';
import { formatLockSet, type LockSet } from '../../model/lock-set.ts';
import type { ConfigRepository, Environment } from '../../model/parse-settings.ts';
import { kbldResolve } from '../../tools/kbld.ts';
import type { Service } from '../../workspace/services.ts';
import type { StageContext } from '../stage-context.ts';
import { findRenderedImages, renderChart } from './render-chart.ts';
import { readLockSet } from './read-locks.ts';

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
export async function render(input: RenderInput, stage: StageContext): Promise<Rendered> {
  const { repository, environment } = input;
  const names = input.services.map(({ name }) => name);
  const found = await readLockSet(stage.root, repository, environment, names);
  const locks = stage.dryRun ? assumeLocks(found, input.services, stage) : found;
  return withTemporaryFolder(stage.root, async (folder) => {
    await renderChart(repository, environment, folder, stage);
    refuseUnlocked(repository.chart, await findRenderedImages(folder), locks);
    const state = await kbldResolve(stage.run, folder, formatLockSet(locks));
    if (state.trim() === '') {
      throw new GitopsError(
        'SNAPSHOT_INVALID',
        `${repository.chart} renders to nothing for ${environment.name}`,
        'Check its templates and conditions; the earlier snapshot is untouched.',
      );
    }
    const path = posix.join(environment.release, 'state.yaml');
    const summary = { path, objects: countObjects(state), digest: digestOf(state) };
    if (stage.dryRun) return { ...summary, changed: false };
    await replaceFolders(folder, join(stage.root, environment.release));
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

import { createHash } from 'node:crypto';
import { joinDocuments } from '../../model/documents.ts';
import { GitopsError } from '../../model/errors.ts';
import type { Mask } from '../../model/mask.ts';
import type { Service } from '../../workspace/services.ts';
import { addChecksums } from '../secrets/add-checksums.ts';
import { readEncryptedManifests } from '../secrets/read-encrypted-manifests.ts';
import { refuseClashes } from '../secrets/refuse-clashes.ts';
import { withMask } from '../secrets/with-mask.ts';
import type { StageContext } from '../stage-context.ts';
import { applyOverlays, type Overlay } from './apply-overlays.ts';
import { assumeLocks } from './assume-locks.ts';
import { pinImages } from './pin-images.ts';
import { readLockSet } from './read-locks.ts';
import { refuseUnlocked } from './refuse-unlocked.ts';
import { findUnitImages } from './render-chart.ts';
import { renderUnits, type ChartInput } from './render-units.ts';
import { statePath, writeSnapshot } from './write-snapshot.ts';

export interface RenderInput extends ChartInput {
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

/**
 * The pipeline: Helm makes units of charts and values, overlays reshape them, kbld pins their images, and in the order
 * of their paths they are the snapshot. Nothing is written before all of it has succeeded.
 */
export const render = (input: RenderInput, stage: StageContext): Promise<Rendered> =>
  withMask(stage, (masked, mask) => renderMasked(input, mask, masked));

async function renderMasked(
  input: RenderInput,
  mask: Mask,
  stage: StageContext,
): Promise<Rendered> {
  const { repository, environment, services } = input;
  const names = services.map(({ name }) => name);
  const found = await readLockSet(stage.root, repository, environment, names);
  const locks = stage.dryRun ? assumeLocks(found, services, stage.report) : found;
  const manifests = await readEncryptedManifests(environment, stage.root);
  const chart = await renderUnits(input, mask, stage);
  const units = await applyOverlays(chart.units, planOverlays());
  refuseUnlocked(repository.chart, findUnitImages(units), locks);
  const pinned = await pinImages(units, locks, stage);
  const resolved = pinned.map(({ text }) => text).join('');
  if (resolved.trim() === '') {
    throw new GitopsError(
      'SNAPSHOT_INVALID',
      `${repository.chart} renders to nothing for ${environment.name}`,
      'Check its templates and conditions; the earlier snapshot is untouched.',
    );
  }
  const encrypted = [...chart.sealed, ...manifests];
  refuseClashes(resolved, repository.chart, encrypted, environment.namespace);
  const secrets = encrypted.flatMap(({ documents }) => documents);
  const released = addChecksums(resolved, encrypted, environment.namespace);
  const state = `${released}${joinDocuments(secrets)}`;
  const objects = countObjects(resolved) + secrets.length;
  const summary = { path: statePath(environment), objects, digest: digestOf(state) };
  if (stage.dryRun) return { ...summary, changed: false };
  const snapshot = { units, sealedFiles: chart.sealedFiles, state };
  return { ...summary, changed: await writeSnapshot(environment, snapshot, stage.root) };
}

/** The overlays of an environment, in their order. None are known yet. */
const planOverlays = (): readonly Overlay[] => [];

const countObjects = (state: string): number => [...state.matchAll(/^kind: /gm)].length;

const digestOf = (state: string): string =>
  `sha256:${createHash('sha256').update(state).digest('hex')}`;

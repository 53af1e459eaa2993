import { posix, join } from 'node:path';
import { findText } from '../../io/files.ts';
import type { FileTree } from '../../model/build-key/build-key.ts';
import { joinDocuments } from '../../model/manifest/documents.ts';
import { GitopsError } from '../../model/errors.ts';
import type { Mask } from '../../model/secret/mask.ts';
import type { Environment } from '../../model/settings/environment.ts';
import type { ConfigRepository } from '../../model/settings/parse-settings.ts';
import { sha256 } from '../../model/sha256.ts';
import { statePath } from '../../model/settings/state-path.ts';
import { cutState } from '../../model/render/state-segments.ts';
import type { Service } from '../../workspace/services.ts';
import { readEncryptedManifests } from '../secrets/read-encrypted-manifests.ts';
import { refuseClashes } from '../secrets/refuse-clashes.ts';
import { withMask } from '../secrets/with-mask.ts';
import type { StageContext } from '../stage-context.ts';
import { assumeLocks } from './assume-locks.ts';
import { readKbldConfig } from './kbld-config.ts';
import { makeUnits } from './make-units.ts';
import { planOverlays } from './overlays/plan-overlays.ts';
import { pinUnits } from './pin-units.ts';
import { openPinning } from './pinning.ts';
import { readLockSet } from './read-locks.ts';
import { formatUnits } from './record-units.ts';
import { refuseDuplicates } from './refuse-duplicates.ts';
import { prepareChart } from './prepare-chart.ts';
import { shapeRelease } from './shape-release.ts';
import { writeSnapshot } from './write-snapshot.ts';

export interface RenderInput {
  readonly repository: ConfigRepository;
  readonly environment: Environment;
  /** The services that the config repository deploys. */
  readonly services: readonly Service[];
  /** Render everything, whatever the committed snapshot says of itself. */
  readonly full?: boolean;
  /** The files of the workspace as Git sees them, where that is known. */
  readonly tree?: FileTree | undefined;
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
 * The pipeline: Helm makes units of charts and values (make-units.ts), overlays reshape them (shape-release.ts), kbld
 * pins their images (pin-units.ts), and in the order of their paths they are the snapshot. A unit that is in the
 * committed snapshot already is taken from there. Nothing is written before all of it has succeeded.
 */
export const render = (input: RenderInput, stage: StageContext): Promise<Rendered> =>
  withMask(stage, (masked, mask) => renderMasked(input, mask, masked));

async function renderMasked(
  input: RenderInput,
  mask: Mask,
  stage: StageContext,
): Promise<Rendered> {
  const { repository, environment, services } = input;
  const serviceNames = services.map(({ name }) => name);
  const found = await readLockSet(stage.root, repository, environment, serviceNames);
  const locks = stage.dryRun ? assumeLocks(found, services, stage.report) : found;
  const manifests = await readEncryptedManifests(environment, stage.root);
  const request = await prepareChart(repository, environment, stage);
  const overlays = await planOverlays(repository, environment, stage);
  // Overlays see the whole release: nothing of the earlier snapshot can stand for a part of it.
  const isShaped = overlays.length > 0;
  const full = isShaped || (input.full ?? false);
  const searchRules = await readKbldConfig(stage.root, repository);
  const pinning = openPinning({ locks, environment, searchRules }, stage);
  const onUnits = isShaped ? async () => {} : pinning.begin;
  const made = await makeUnits({ ...input, request, full, onUnits }, mask, stage);
  const before = { units: made.units, encrypted: [...made.sealed, ...manifests] };
  const { units: fresh, encrypted } = await shapeRelease(before, overlays);
  const earlier = await findText(join(stage.root, statePath(environment)));
  const pinned = await pinUnits(
    {
      searchRules,
      chart: repository.chart,
      environment,
      fresh,
      names: isShaped ? fresh.map(({ name }) => name) : made.names,
      record: made.kept,
      encrypted,
      earlier: cutState(earlier ?? '', made.planned?.record ?? made.kept),
      tree: posix.join(stage.root, environment.release, request.name),
    },
    pinning,
  );
  const resolved = pinned.map(({ text }) => text).join('');
  if (resolved.trim() === '') {
    throw new GitopsError(
      'SNAPSHOT_INVALID',
      `${repository.chart} renders to nothing for ${environment.name}`,
      'Check its templates and conditions; the earlier snapshot is untouched.',
    );
  }
  refuseDuplicates({
    units: pinned,
    rendered: fresh,
    namespace: environment.namespace,
    chart: repository.chart,
  });
  refuseClashes(resolved, repository.chart, encrypted, environment.namespace);
  const secrets = encrypted.flatMap(({ documents }) => documents);
  const state = `${resolved}${joinDocuments(secrets)}`;
  const objects = countObjects(resolved) + secrets.length;
  const summary = { path: statePath(environment), objects, digest: sha256(state) };
  if (stage.dryRun) return { ...summary, changed: false };
  const { units, isFull, removed, sealedFiles } = made;
  const record = isShaped ? undefined : formatUnits(made, pinned);
  const snapshot = { chart: request.name, units, isFull, removed, sealedFiles, state, record };
  const changed = state !== earlier;
  await writeSnapshot(environment, { ...snapshot, changed }, stage.root);
  return { ...summary, changed };
}

const countObjects = (state: string): number => [...state.matchAll(/^kind: /gm)].length;

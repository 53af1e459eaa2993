import { join } from 'node:path';
import { findText, listFiles } from '../../io/files.ts';
import { findUnitImages } from '../../model/find-unit-images.ts';
import type { FoundImage } from '../../model/images-in-manifests.ts';
import type { LockSet } from '../../model/lock-set.ts';
import type { Environment } from '../../model/environment.ts';
import { relocateImages } from '../../model/relocate-images.ts';
import { digestOf, type RenderRecord } from '../../model/render-record.ts';
import { unitFolders, type RenderedUnit } from '../../model/rendered-unit.ts';
import { sparePods } from '../../model/spare-pods.ts';
import { cutState } from '../../model/state-segments.ts';
import { addChecksums } from '../secrets/add-checksums.ts';
import type { EncryptedManifests } from '../secrets/read-encrypted-manifests.ts';
import type { StageContext } from '../stage-context.ts';
import { findConfiguredImages } from './kbld-config.ts';
import { pinImages, type PinnedUnit } from './pin-images.ts';
import { refuseUnlocked } from './refuse-unlocked.ts';

export interface PinQuestion {
  /** The umbrella chart, for messages. */
  readonly chart: string;
  readonly environment: Environment;
  /** The units that were rendered anew, and the names of all that there are. */
  readonly fresh: readonly RenderedUnit[];
  readonly names: readonly string[];
  readonly record: RenderRecord;
  /** All that is known of the snapshot as it lies there: how its documents are parted. */
  readonly whole: RenderRecord;
  readonly locks: LockSet;
  /** Documents of kbld that find images elsewhere. */
  readonly searchRules: string;
  readonly encrypted: readonly EncryptedManifests[];
  /** The snapshot as it lies there, and its tree. */
  readonly state: string;
  readonly tree: string;
}

/** A unit's part of the snapshot, and what it was made from. */
export interface PinnedRecord extends PinnedUnit {
  readonly images: readonly string[];
  readonly pins: string;
  /** It is not the one that lies there. */
  readonly isNew: boolean;
}

/** Units as they will stand in the snapshot. Those whose files and digests did not change are taken from it. */
export async function pinUnits(
  question: PinQuestion,
  stage: StageContext,
): Promise<PinnedRecord[]> {
  const { fresh, names, record, environment, searchRules } = question;
  const locks = withUnpinned(question.locks, environment);
  const encrypted = environment.restartOnSecretChange ? question.encrypted : [];
  const secrets = digestOf(encrypted.flatMap(({ documents }) => documents));
  const { labelPods, registry = '' } = environment;
  const settings = [searchRules, registry, labelPods ? '' : 'labelPods: false'].filter(
    (part) => part !== '',
  );
  const digestPins = (images: readonly string[]): string =>
    digestOf([secrets, ...settings, ...images.flatMap((image) => [image, locks.get(image) ?? ''])]);
  const earlier = cutState(question.state, question.whole);
  const unread = new Map(fresh.map((unit) => [unit.name, unit]));
  const kept = new Map<string, PinnedRecord>();
  for (const name of names) {
    const known = record.get(name);
    const text = earlier.get(name);
    if (unread.has(name) || known === undefined) continue;
    if (text !== undefined && digestPins(known.images) === known.pins) {
      kept.set(name, { name, text, images: known.images, pins: known.pins, isNew: false });
    } else {
      unread.set(name, await readUnit(name, question.tree));
    }
  }
  const units = names.flatMap((name) => unread.get(name) ?? []);
  const configured = await findConfiguredImages(units, searchRules, stage);
  const found = [...findUnitImages(units), ...configured];
  refuseUnlocked(question.chart, found, locks);
  const images = found.map(({ image }) => image);
  const targets = withUnpinned(
    relocateImages(question.locks, images, environment.registry),
    environment,
  );
  const pinned = units.length === 0 ? [] : await pinImages(units, targets, stage, searchRules);
  const made = pinned.map(({ name, text: resolved }): PinnedRecord => {
    const images = imagesOf(unread.get(name), configured);
    const checked = addChecksums(resolved, encrypted, environment.namespace);
    const text = labelPods ? checked : sparePods(checked);
    return { name, text, images, pins: digestPins(images), isNew: true };
  });
  const all = new Map([...kept, ...made.map((one) => [one.name, one] as const)]);
  return names.flatMap((name) => all.get(name) ?? empty(name, digestPins([])));
}

/** An image that stands for itself: kbld asks no registry for it. */
const withUnpinned = (locks: LockSet, { unpinned }: Environment): LockSet =>
  unpinned.length === 0
    ? locks
    : new Map([...locks, ...unpinned.map((image) => [image, image] as const)]);

const empty = (name: string, pins: string): PinnedRecord => ({
  name,
  text: '',
  images: [],
  pins,
  isNew: true,
});

const imagesOf = (unit: RenderedUnit | undefined, configured: readonly FoundImage[]): string[] => {
  if (!unit) return [];
  const texts = [...unit.files.values()];
  const own = configured.filter(({ image }) => texts.some((text) => text.includes(image)));
  return [...new Set([...findUnitImages([unit]), ...own].map(({ image }) => image))].sort();
};

/** `tree` is the folder of the rendered umbrella chart, absolute. */
async function readUnit(name: string, tree: string): Promise<RenderedUnit> {
  const chart = tree.slice(tree.lastIndexOf('/') + 1);
  const files = new Map<string, string>();
  for (const folder of unitFolders(name)) {
    for (const file of await listFiles(join(tree, folder))) {
      const text = await findText(join(tree, folder, file));
      if (text !== undefined) files.set(`${chart}/${folder}/${file}`, text);
    }
  }
  return { name, files };
}

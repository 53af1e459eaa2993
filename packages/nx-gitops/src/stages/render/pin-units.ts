import type { Environment } from '../../model/settings/environment.ts';
import { digestOf, type RenderRecord } from '../../model/render/render-record.ts';
import type { RenderedUnit } from '../../model/render/rendered-unit.ts';
import { sparePods } from '../../model/render/spare-pods.ts';
import { addChecksums } from '../secrets/add-checksums.ts';
import type { EncryptedManifests } from '../secrets/read-encrypted-manifests.ts';
import type { PinnedUnit } from './pin-images.ts';
import { anyImage, type Pinning } from './pinning.ts';
import { readUnit } from './read-unit.ts';
import { refuseUnlocked } from './refuse-unlocked.ts';

export interface PinQuestion {
  /** The umbrella chart, for messages. */
  readonly chart: string;
  readonly environment: Environment;
  /** The units that were rendered anew, and the names of all that there are. */
  readonly fresh: readonly RenderedUnit[];
  readonly names: readonly string[];
  readonly record: RenderRecord;
  /** Documents of kbld that find images elsewhere. */
  readonly searchRules: string;
  readonly encrypted: readonly EncryptedManifests[];
  /** The parts of the snapshot as it lies there that are as they were made, and its tree. */
  readonly earlier: ReadonlyMap<string, string>;
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
export async function pinUnits(question: PinQuestion, pinning: Pinning): Promise<PinnedRecord[]> {
  const { fresh, names, record, environment, earlier } = question;
  const encrypted = environment.restartOnSecretChange ? question.encrypted : [];
  const digestPins = openPins(question, encrypted, pinning);
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
  refuseUnlocked(question.chart, await pinning.findImages(units), pinning.locks);
  const pinned = await pinning.pin(units);
  const made = pinned.map(({ name, text: resolved }): PinnedRecord => {
    const unit = unread.get(name);
    const images = unit ? pinning.imagesOf(unit) : [];
    const checked = addChecksums(resolved, encrypted, environment.namespace);
    const text = environment.labelPods ? checked : sparePods(checked);
    return { name, text, images, pins: digestPins(images), isNew: true };
  });
  const all = new Map([...kept, ...made.map((one) => [one.name, one] as const)]);
  const nothing = { text: '', images: [], isNew: true };
  return names.flatMap((name) => all.get(name) ?? { ...nothing, name, pins: digestPins([]) });
}

/** Digest of all that decides what becomes of a unit after Helm, by its images. */
function openPins(
  { environment, searchRules }: PinQuestion,
  encrypted: readonly EncryptedManifests[],
  { locks }: Pinning,
): (images: readonly string[]) => string {
  const secrets = digestOf(encrypted.flatMap(({ documents }) => documents));
  const { labelPods, registry = '' } = environment;
  const settings = [searchRules, registry, labelPods ? '' : 'labelPods: false'].filter(
    (part) => part !== '',
  );
  const pinsOf = (image: string): readonly string[] =>
    image === anyImage ? [...locks].sort().flat() : [image, locks.get(image) ?? ''];
  return (images) => digestOf([secrets, ...settings, ...images.flatMap(pinsOf)]);
}

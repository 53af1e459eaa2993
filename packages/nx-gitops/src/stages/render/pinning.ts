import type { Environment } from '../../model/settings/environment.ts';
import { findUnitImages } from '../../model/lock/find-unit-images.ts';
import type { FoundImage } from '../../model/lock/images-in-manifests.ts';
import type { LockSet } from '../../model/lock/lock-set.ts';
import { relocateImages } from '../../model/lock/relocate-images.ts';
import type { RenderedUnit } from '../../model/render/rendered-unit.ts';
import type { StageContext } from '../stage-context.ts';
import { findConfiguredImages } from './kbld-config.ts';
import { pinImages, type PinnedUnit } from './pin-images.ts';
import { findUnlocked } from './refuse-unlocked.ts';

/** kbld, asked about units as they come from Helm. */
export interface Pinning {
  /** What pins each image, those included that are not to be pinned. */
  readonly locks: LockSet;
  /** All images of some units, in their order. */
  readonly findImages: (units: readonly RenderedUnit[]) => Promise<readonly FoundImage[]>;
  /** Units that `pin` will be asked for: done while Helm is at others. What is wrong with them is for `pin` to say. */
  readonly begin: (units: readonly RenderedUnit[]) => Promise<void>;
  readonly pin: (units: readonly RenderedUnit[]) => Promise<readonly PinnedUnit[]>;
  /** The images of one unit that `pin` was asked for, sorted, each once. */
  readonly imagesOf: (unit: RenderedUnit) => readonly string[];
}

export interface PinningQuestion {
  readonly locks: LockSet;
  readonly environment: Environment;
  /** Documents of kbld that find images elsewhere. */
  readonly searchRules: string;
}

export function openPinning(question: PinningQuestion, stage: StageContext): Pinning {
  const { environment, searchRules } = question;
  const locks = withUnpinned(question.locks, environment);
  const scanned = new Map<RenderedUnit, readonly FoundImage[]>();
  const begun = new Map<RenderedUnit, PinnedUnit>();
  let configured: readonly FoundImage[] = [];
  const scan = (unit: RenderedUnit): readonly FoundImage[] => {
    const found = scanned.get(unit) ?? findUnitImages([unit]);
    scanned.set(unit, found);
    return found;
  };
  const imagesOf = (unit: RenderedUnit): readonly string[] => {
    const texts = configured.length === 0 ? [] : [...unit.files.values()];
    const others = configured.filter(({ image }) => texts.some((text) => text.includes(image)));
    return [...new Set([...scan(unit), ...others].map(({ image }) => image))].sort();
  };
  const run = (units: readonly RenderedUnit[]): Promise<PinnedUnit[]> => {
    const images = [...units.flatMap(scan), ...configured].map(({ image }) => image);
    const moved = relocateImages(question.locks, images, environment.registry);
    const rules = { locks: withUnpinned(moved, environment), searchRules, imagesOf };
    return pinImages(units, rules, stage);
  };
  return {
    locks,
    imagesOf,
    findImages: async (units) => {
      configured = await findConfiguredImages(units, searchRules, stage);
      return [...units.flatMap(scan), ...configured];
    },
    begin: async (units) => {
      if (searchRules !== '' || findUnlocked(units.flatMap(scan), locks).length > 0) return;
      const pinned = await run(units).catch(() => []);
      pinned.forEach((one, at) => units[at] && begun.set(units[at], one));
    },
    pin: async (units) => {
      const rest = units.filter((unit) => !begun.has(unit));
      const made = new Map((await run(rest)).map((one) => [one.name, one]));
      return units.flatMap((unit) => begun.get(unit) ?? made.get(unit.name) ?? []);
    },
  };
}

/** An image that stands for itself: kbld asks no registry for it. */
const withUnpinned = (locks: LockSet, { unpinned }: Environment): LockSet =>
  unpinned.length === 0
    ? locks
    : new Map([...locks, ...unpinned.map((image) => [image, image] as const)]);

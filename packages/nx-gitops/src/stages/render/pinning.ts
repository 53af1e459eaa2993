import type { Environment } from '../../model/settings/environment.ts';
import { readUnitImages } from '../../model/lock/find-unit-images.ts';
import type { FoundImage, ReadImages } from '../../model/lock/images-in-manifests.ts';
import type { LockSet } from '../../model/lock/lock-set.ts';
import { relocateImages } from '../../model/lock/relocate-images.ts';
import type { RenderedUnit } from '../../model/render/rendered-unit.ts';
import type { StageContext } from '../stage-context.ts';
import { findConfiguredImages } from './configured-images.ts';
import { pinImages, type PinnedUnit } from './pin-images.ts';
import { findUnlocked } from './refuse-unlocked.ts';

/** Stands for all images that are locked, in a unit whose images cannot be told for sure. */
export const anyImage = '*';

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
  const scanned = new Map<RenderedUnit, ReadImages>();
  const begun = new Map<RenderedUnit, PinnedUnit>();
  let configured: ReadonlyMap<RenderedUnit, readonly FoundImage[]> = new Map();
  const read = (unit: RenderedUnit): ReadImages => {
    const found = scanned.get(unit) ?? readUnitImages(unit);
    scanned.set(unit, found);
    return found;
  };
  const scan = (unit: RenderedUnit): readonly FoundImage[] => read(unit).images;
  const findIn = (unit: RenderedUnit): FoundImage[] => [
    ...scan(unit),
    ...(configured.get(unit) ?? []),
  ];
  const imagesOf = (unit: RenderedUnit): readonly string[] => {
    const names = findIn(unit).map(({ image }) => image);
    return [...new Set(read(unit).isCertain ? names : [...names, anyImage])].sort();
  };
  const run = (units: readonly RenderedUnit[]): Promise<PinnedUnit[]> => {
    const images = units.flatMap(findIn).map(({ image }) => image);
    const moved = relocateImages(question.locks, images, environment.registry);
    const rules = { locks: withUnpinned(moved, environment), searchRules, imagesOf };
    return pinImages(units, rules, stage);
  };
  return {
    locks,
    imagesOf,
    findImages: async (units) => {
      configured = await findConfiguredImages(units, searchRules, stage);
      return units.flatMap(findIn);
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

import { parseAllDocuments } from 'yaml';
import {
  compareObject,
  isIgnored,
  type FieldDrift,
  type LiveObject,
} from '../../model/plan/drift.ts';
import { isEncrypted } from '../../model/secret/encrypted-document.ts';
import { isGitopsError } from '../../model/errors.ts';
import { findForeignFields } from '../../model/plan/foreign-fields.ts';
import { nameOf, splitSnapshot } from '../../model/manifest/manifest.ts';
import type { Mask } from '../../model/secret/mask.ts';
import { asStored } from '../../model/secret/secret-objects.ts';
import { kappDiff, type ObjectChange } from '../../tools/kapp-diff.ts';
import { readLiveObjects } from '../../tools/live-objects.ts';
import { appOf, type DiffInput } from '../diff/diff.ts';
import { closeRelease } from '../secrets/close-release.ts';
import { openRelease } from '../secrets/open-release.ts';
import { withMask } from '../secrets/with-mask.ts';
import type { StageContext } from '../stage-context.ts';
import { readSnapshot } from '../release/read-snapshot.ts';

/** One object that is not as the snapshot says, or whose values could not be compared without a key. */
export interface ObjectDrift {
  readonly object: string;
  readonly drift: 'changed' | 'missing' | 'extra' | 'not-compared';
  readonly fields: readonly FieldDrift[];
}

export const isDrifted = ({ drift }: ObjectDrift): boolean => drift !== 'not-compared';

/** Compares every object of the snapshot with the one that lives, field by field. Writes nothing. */
export const findDrift = (input: DiffInput, stage: StageContext): Promise<readonly ObjectDrift[]> =>
  withMask(stage, (masked, mask) => findDriftMasked(input, masked, mask));

async function findDriftMasked(
  input: DiffInput,
  stage: StageContext,
  mask: Mask,
): Promise<readonly ObjectDrift[]> {
  const { compared, changes } = await compareAll(input, stage, mask);
  const differing = compared.flatMap(({ live, fields, isClosed }): ObjectDrift[] => {
    const object = keyOf(live);
    return [
      ...(fields.length > 0 ? [{ object, drift: 'changed' as const, fields }] : []),
      ...(isClosed ? [{ object, drift: 'not-compared' as const, fields: [] }] : []),
    ];
  });
  const others = changes.flatMap((change): ObjectDrift[] => {
    const drift = ({ create: 'missing', delete: 'extra' } as const)[change.operation as 'create'];
    return drift ? [{ object: nameOf(change), drift, fields: [] }] : [];
  });
  return [...differing, ...others];
}

interface Compared {
  readonly live: LiveObject;
  readonly fields: readonly FieldDrift[];
  /** Differs too, as a rule says that it may. */
  readonly expected: readonly FieldDrift[];
  /** Its values are encrypted, and no key is at hand. */
  readonly isClosed: boolean;
}

/** Every object of the snapshot beside the one that lives, and what kapp would change. */
export async function compareAll(
  input: DiffInput,
  stage: StageContext,
  mask: Mask,
): Promise<{ readonly compared: readonly Compared[]; readonly changes: readonly ObjectChange[] }> {
  const { environment, repository } = input;
  const state = await readSnapshot(environment, stage);
  const opened = await openWithKey(state, mask, stage);
  const app = appOf(input, stage);
  const [changes, live] = await Promise.all([
    kappDiff(stage.run, app, opened ?? closeRelease(state)),
    readLiveObjects<LiveObject>(stage.api(app.cluster), splitSnapshot(state), app.namespace),
  ]);
  const updated = new Set(
    changes.filter(({ operation }) => operation === 'update').map((change) => nameOf(change)),
  );
  const lives = new Map(live.map((one) => [keyOf(one), one]));
  const compared = splitSnapshot(opened ?? state).flatMap((manifest): Compared[] => {
    const namespace = manifest.namespace || app.namespace;
    const found = [namespace, '']
      .map((one) => lives.get(nameOf({ ...manifest, namespace: one })))
      .find(Boolean);
    if (!found) return [];
    const wanted = asStored(parseAllDocuments(manifest.text, { logLevel: 'silent' })[0]?.toJS());
    const differing = compareObject(wanted, found, !updated.has(keyOf(found)));
    const all = [...differing, ...findForeignFields(wanted, found)];
    const isExpected = (field: FieldDrift): boolean =>
      isIgnored(found, field, repository.driftIgnore);
    return [
      {
        live: found,
        fields: all.filter((field) => !isExpected(field)),
        expected: all.filter(isExpected),
        isClosed: isEncrypted(manifest.text),
      },
    ];
  });
  return { compared, changes };
}

/** Without a key everything else can still be compared. */
async function openWithKey(
  state: string,
  mask: Mask,
  stage: StageContext,
): Promise<string | undefined> {
  try {
    return await openRelease(state, mask, stage);
  } catch (error) {
    if (isGitopsError(error) && error.code === 'SECRET_KEY_MISSING') return undefined;
    throw error;
  }
}

const keyOf = ({ kind, metadata: { namespace = '', name } }: LiveObject): string =>
  nameOf({ kind, namespace, name });

import { parseAllDocuments } from 'yaml';
import { compareObject, isIgnored, type FieldDrift, type LiveObject } from '../../model/drift.ts';
import { isEncrypted } from '../../model/encrypted-document.ts';
import { isGitopsError } from '../../model/errors.ts';
import { findForeignFields } from '../../model/foreign-fields.ts';
import { joinDocuments } from '../../model/documents.ts';
import { nameOf, splitSnapshot, type ObjectIdentity } from '../../model/manifest.ts';
import type { Mask } from '../../model/mask.ts';
import { asStored } from '../../model/secret-objects.ts';
import { kappDiff } from '../../tools/kapp-diff.ts';
import { openKubectl } from '../../tools/kubectl.ts';
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
  const { environment, repository } = input;
  const state = await readSnapshot(environment, stage);
  const opened = await openWithKey(state, mask, stage);
  const app = appOf(input, stage);
  const [changes, live] = await Promise.all([
    kappDiff(stage.run, app, opened ?? closeRelease(state)),
    openKubectl(stage.run, app.cluster).readAll(
      joinDocuments(splitSnapshot(state).map(stubIn(app.namespace))),
    ),
  ]);
  const updated = new Set(
    changes.filter(({ operation }) => operation === 'update').map((change) => nameOf(change)),
  );
  const lives = new Map((live as LiveObject[]).map((one) => [keyOf(one), one]));
  const compared = splitSnapshot(opened ?? state).flatMap((manifest): ObjectDrift[] => {
    const namespace = manifest.namespace || app.namespace;
    const found = [namespace, '']
      .map((one) => lives.get(nameOf({ ...manifest, namespace: one })))
      .find(Boolean);
    if (!found) return [];
    const wanted = asStored(parseAllDocuments(manifest.text, { logLevel: 'silent' })[0]?.toJS());
    const object = keyOf(found);
    const differing = compareObject(wanted, found, !updated.has(object));
    const fields = [...differing, ...findForeignFields(wanted, found)].filter(
      (field) => !isIgnored(found, field, repository.driftIgnore),
    );
    return [
      ...(fields.length > 0 ? [{ object, drift: 'changed' as const, fields }] : []),
      ...(isEncrypted(manifest.text)
        ? [{ object, drift: 'not-compared' as const, fields: [] }]
        : []),
    ];
  });
  const others = changes.flatMap((change): ObjectDrift[] => {
    const drift = ({ create: 'missing', delete: 'extra' } as const)[change.operation as 'create'];
    return drift ? [{ object: nameOf(change), drift, fields: [] }] : [];
  });
  return [...compared, ...others];
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

/** An object by its names alone: what kubectl has to know to find it, in the namespace that kapp puts it in. */
const stubIn =
  (namespace: string) =>
  ({ apiVersion, kind, ...manifest }: ObjectIdentity): string =>
    JSON.stringify({
      apiVersion,
      kind,
      metadata: { name: manifest.name, namespace: manifest.namespace || namespace },
    });

const keyOf = ({ kind, metadata: { namespace = '', name } }: LiveObject): string =>
  nameOf({ kind, namespace, name });

/** Drift as lines for a person. */
export function formatDrift(drifts: readonly ObjectDrift[], environment: string): string[] {
  const differing = drifts.filter(isDrifted);
  const skipped = drifts.filter((one) => !isDrifted(one));
  return [
    differing.length === 0
      ? `${environment}: no drift`
      : `${environment}: ${differing.length} object${differing.length === 1 ? ' differs' : 's differ'} from the snapshot`,
    ...differing.flatMap(({ object, drift, fields }) => [
      `  ${object}: ${drift}`,
      ...fields.map(({ path, manager }) => `    ${path}${manager ? ` (${manager})` : ''}`),
    ]),
    ...(skipped.length === 0
      ? []
      : [
          `${environment}: no key is at hand, so that the encrypted values of these were not compared`,
          ...skipped.map(({ object }) => `  ${object}`),
        ]),
  ];
}

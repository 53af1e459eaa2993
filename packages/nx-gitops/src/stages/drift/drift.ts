import { parseAllDocuments } from 'yaml';
import { compareObject, isIgnored, type FieldDrift, type LiveObject } from '../../model/drift.ts';
import { findForeignFields } from '../../model/foreign-fields.ts';
import { nameOf, splitSnapshot } from '../../model/manifest.ts';
import { kappDiff } from '../../tools/kapp.ts';
import { openKubectl } from '../../tools/kubectl.ts';
import { appOf, type DiffInput } from '../diff/diff.ts';
import { openRelease } from '../secrets/open-release.ts';
import { withMask } from '../secrets/with-mask.ts';
import type { StageContext } from '../stage-context.ts';
import { readSnapshot } from '../validate/snapshot.ts';

/** One object that is not as the snapshot says. */
export interface ObjectDrift {
  readonly object: string;
  readonly drift: 'changed' | 'missing' | 'extra';
  readonly fields: readonly FieldDrift[];
}

/** Compares every object of the snapshot with the one that lives, field by field. Writes nothing. */
export async function findDrift(
  input: DiffInput,
  stage: StageContext,
): Promise<readonly ObjectDrift[]> {
  const { environment, repository } = input;
  const state = await readSnapshot(environment, stage);
  const app = appOf(input, stage);
  const [changes, live] = await Promise.all([
    withMask(stage, async (masked, mask) =>
      kappDiff(stage.run, app, await openRelease(state, mask, masked)),
    ),
    openKubectl(stage.run, app.cluster).readAll(state),
  ]);
  const lives = new Map((live as LiveObject[]).map((one) => [keyOf(one), one]));
  const changed = splitSnapshot(state).flatMap((manifest): ObjectDrift[] => {
    const found = lives.get(nameOf(manifest)) ?? lives.get(nameOf({ ...manifest, namespace: '' }));
    if (!found) return [];
    const wanted: unknown = parseAllDocuments(manifest.text)[0]?.toJS();
    const fields = [...compareObject(wanted, found), ...findForeignFields(wanted, found)].filter(
      (field) => !isIgnored(found, field, repository.driftIgnore),
    );
    return fields.length > 0 ? [{ object: nameOf(manifest), drift: 'changed', fields }] : [];
  });
  const others = changes.flatMap((change): ObjectDrift[] => {
    const drift = ({ create: 'missing', delete: 'extra' } as const)[change.operation as 'create'];
    return drift ? [{ object: nameOf(change), drift, fields: [] }] : [];
  });
  return [...changed, ...others];
}

const keyOf = ({ kind, metadata: { namespace = '', name } }: LiveObject): string =>
  nameOf({ kind, namespace, name });

/** Drift as lines for a person. */
export const formatDrift = (drifts: readonly ObjectDrift[], environment: string): string[] =>
  drifts.length === 0
    ? [`${environment}: no drift`]
    : [
        `${environment}: ${drifts.length} object${drifts.length === 1 ? ' differs' : 's differ'} from the snapshot`,
        ...drifts.flatMap(({ object, drift, fields }) => [
          `  ${object}: ${drift}`,
          ...fields.map(({ path, manager }) => `    ${path}${manager ? ` (${manager})` : ''}`),
        ]),
      ];

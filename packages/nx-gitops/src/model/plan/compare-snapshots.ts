import { nameOf, splitSnapshot, type Manifest, type ObjectIdentity } from '../manifest/manifest.ts';

/** An object that two snapshots differ in. */
export interface SnapshotChange extends ObjectIdentity {
  readonly operation: 'create' | 'update' | 'delete';
}

/** What changes from one snapshot to another, without a cluster. */
export function compareSnapshots(before: string, after: string): SnapshotChange[] {
  const old = index(before);
  const young = index(after);
  const changes = [...young].flatMap(([name, one]) => {
    const other = old.get(name);
    if (other?.text.trimEnd() === one.text.trimEnd()) return [];
    return [changeOf(one, other ? 'update' : 'create')];
  });
  const gone = [...old].filter(([name]) => !young.has(name));
  return [...changes, ...gone.map(([, one]) => changeOf(one, 'delete'))];
}

const index = (state: string): Map<string, Manifest> =>
  new Map(splitSnapshot(state).map((one) => [`${one.apiVersion} ${nameOf(one)}`, one]));

const changeOf = (
  { apiVersion, kind, namespace, name }: Manifest,
  operation: SnapshotChange['operation'],
): SnapshotChange => ({ operation, apiVersion, kind, namespace, name });

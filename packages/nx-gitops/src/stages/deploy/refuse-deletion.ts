import { GitopsError } from '../../model/errors.ts';
import { nameOf, type ObjectIdentity } from '../../model/manifest/manifest.ts';
import { countRunning, isMassDeletion } from '../../model/plan/plan-risks.ts';

/** Kinds that take data or other objects with them. */
const precious = ['PersistentVolumeClaim', 'CustomResourceDefinition', 'Namespace'];

/** Deleting much, or what cannot be made again, has to be asked for. `objects` is the size of the new snapshot. */
export function refuseDeletion(
  changes: readonly (ObjectIdentity & { readonly operation: string })[],
  objects: number,
  isAllowed: boolean,
): void {
  const deleted = changes.filter(({ operation }) => operation === 'delete');
  const grave = changes.filter(
    ({ operation, kind }) => ['delete', 'replace'].includes(operation) && precious.includes(kind),
  );
  const isMuch = isMassDeletion(changes, objects);
  if (isAllowed || (!isMuch && grave.length === 0)) return;
  const what =
    grave.length > 0
      ? grave.map((change) => nameOf(change)).join(', ')
      : `${deleted.length} of ${countRunning(changes, objects)} objects`;
  throw new GitopsError(
    'DELETION_GUARDED',
    `This release would delete ${what}`,
    'If that is what you want, say so with --allow-deletion.',
  );
}

import { GitopsError } from '../../model/errors.ts';
import { nameOf } from '../../model/manifest.ts';
import type { ObjectChange } from '../../tools/kapp.ts';

/** Kinds that take data or other objects with them. */
const precious = ['PersistentVolumeClaim', 'CustomResourceDefinition', 'Namespace'];

/** Deleting much, or what cannot be made again, has to be asked for. `objects` is the size of the new snapshot. */
export function refuseDeletion(
  changes: readonly ObjectChange[],
  objects: number,
  isAllowed: boolean,
): void {
  const deleted = changes.filter(({ operation }) => operation === 'delete');
  const created = changes.filter(({ operation }) => operation === 'create');
  const running = objects - created.length + deleted.length;
  const grave = deleted.filter(({ kind }) => precious.includes(kind));
  const isMuch = deleted.length * 3 > running;
  if (isAllowed || (!isMuch && grave.length === 0)) return;
  const what =
    grave.length > 0
      ? grave.map((change) => nameOf(change)).join(', ')
      : `${deleted.length} of ${running} objects`;
  throw new GitopsError(
    'DELETION_GUARDED',
    `This release would delete ${what}`,
    'If that is what you want, say so with --allow-deletion.',
  );
}

import { GitopsError } from '../../model/errors.ts';

/** Whoever sets a guard aside says why: the record has to tell it. */
export function refuseEmptyReason(override: string | undefined): void {
  if (override === undefined || override.trim() !== '') return;
  throw new GitopsError(
    'OPTIONS_INVALID',
    '--override needs a reason',
    'Such as: --override "the shop is down".',
  );
}

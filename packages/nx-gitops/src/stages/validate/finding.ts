import type { RungName } from '../../model/settings/validation-settings.ts';

/** One thing that is wrong with a snapshot, or could be better. */
export interface Finding {
  readonly rung: RungName;
  readonly rule: string;
  /** A warning is said and fails nothing. */
  readonly severity: 'error' | 'warning';
  /** Relative to the workspace. */
  readonly file: string;
  readonly line: number;
  /** `Deployment shop/cart`; empty where it is about no object. */
  readonly object: string;
  readonly message: string;
}

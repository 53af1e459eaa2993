import type { Plan } from '../../model/plan/plan.ts';
import type { DiffInput } from '../diff/diff.ts';
import type { JudgedService } from './refuse-stale.ts';

/** What the person or the job that deploys has said. */
export interface DeployChoices {
  /** False: fail at once when somebody else deploys. */
  readonly wait: boolean;
  readonly allowDeletion: boolean;
  /** Compare every object with the cluster, not only those that changed since the last success. */
  readonly full?: boolean;
  /** Nobody is asked. */
  readonly yes: boolean;
  /** A plan of before: exactly that is done, or nothing. */
  readonly plan?: Plan | undefined;
  /** A rollback may be older than what runs; so may a preview, whose branch can be written anew. */
  readonly kind: 'deploy' | 'rollback' | 'preview';
  /** Why a freeze is set aside. */
  readonly override?: string | undefined;
}

export interface DeployInput extends DiffInput {
  readonly services: readonly JudgedService[];
  readonly choices: DeployChoices;
}

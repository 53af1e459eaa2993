import type { GitopsError } from '../../model/errors.ts';
import type { Lock } from '../../model/lock/lock.ts';
import type { Environment } from '../../model/settings/environment.ts';
import type { ConfigRepository } from '../../model/settings/parse-settings.ts';
import type { RungName } from '../../model/settings/validation-settings.ts';
import type { JudgedService } from '../deploy/refuse-stale.ts';
import type { StageContext } from '../stage-context.ts';
import type { Finding } from './finding.ts';
import type { Snapshot } from './snapshot.ts';

export interface ValidateInput {
  readonly repository: ConfigRepository;
  readonly environment: Environment;
  /** The services of the config repository, with what is to be said of their locks. */
  readonly services: readonly JudgedService[];
  /** The locks of services by their paths. */
  readonly locks: ReadonlyMap<string, Lock | GitopsError>;
  /** The kube context that is asked for in place of the one of the settings. */
  readonly context?: string | undefined;
  /** Rungs that are left out, beside those of the settings. */
  readonly skip?: readonly string[] | undefined;
  /** Ask the API server, whatever the settings say. */
  readonly server?: boolean | undefined;
}

/** What a rung found. `off` says why it was not asked for. */
export type RungResult =
  { readonly summary: string; readonly findings: readonly Finding[] } | { readonly off: string };

/** One step of the ladder. */
export interface Rung {
  readonly name: RungName;
  readonly climb: (
    snapshot: Snapshot,
    input: ValidateInput,
    stage: StageContext,
  ) => Promise<RungResult>;
}

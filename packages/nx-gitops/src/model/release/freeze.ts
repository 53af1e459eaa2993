import * as v from 'valibot';
import { GitopsError } from '../errors.ts';

/** Why an environment is closed, and until when; without a time until somebody opens it. */
export interface Freeze {
  readonly reason: string;
  /** ISO time. */
  readonly until: string | undefined;
}

const time = v.pipe(
  v.string(),
  v.check((text) => !Number.isNaN(Date.parse(text)), 'Expected a time such as "2026-12-27T08:00Z"'),
);

/** The part "freeze" of an environment in `gitops.yaml`. */
export const FreezeSettings = v.strictObject({
  reason: v.pipe(v.string(), v.minLength(1), v.description('Why nothing may be deployed.')),
  until: v.optional(
    v.pipe(time, v.description('When it ends by itself, such as "2026-12-27T08:00Z".')),
  ),
});

/** A freeze as it is kept in the cluster, or what is wrong with one that is asked for. */
export function parseFreeze(value: unknown): Freeze | undefined {
  const result = v.safeParse(FreezeSettings, value);
  return result.success ? { reason: result.output.reason, until: result.output.until } : undefined;
}

/** Whether it still holds; it ends by itself. */
const isFrozen = ({ until }: Freeze, now: number): boolean =>
  until === undefined || now < Date.parse(until);

export const formatFreeze = ({ reason, until }: Freeze): string =>
  `${reason} (until ${until ?? 'somebody opens it'})`;

/** Why a closed environment takes nothing; undefined where it is open, or somebody takes it upon himself. */
export function judgeFreezes(
  environment: string,
  freezes: readonly (Freeze | undefined)[],
  override: string | undefined,
  now: number,
): GitopsError | undefined {
  const held = freezes.filter((one) => one !== undefined).filter((one) => isFrozen(one, now));
  const [first] = held;
  if (!first || override !== undefined) return undefined;
  return new GitopsError(
    'ENVIRONMENT_FROZEN',
    `${environment} is closed: ${held.map(formatFreeze).join('; ')}`,
    'Wait, or open it with "nx-gitops unfreeze". In an emergency: --override "<reason>", which the history shows.',
  );
}

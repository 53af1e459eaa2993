import { GitopsError } from '../../model/errors.ts';
import type { Environment } from '../../model/settings/environment.ts';
import { isStale, type Staleness } from '../../model/build-key/staleness.ts';
import type { Service } from '../../workspace/services.ts';

export interface JudgedService {
  readonly service: Service;
  readonly staleness: Staleness;
}

export const findStale = (services: readonly JudgedService[]): readonly JudgedService[] =>
  services.filter(({ staleness }) => isStale(staleness));

/** A release has to be made from the sources as they are. */
export function refuseStale(stale: readonly JudgedService[], environment: Environment): void {
  const [first] = stale;
  if (!first) return;
  const names = stale.map(({ service, staleness }) => `${service.name} (${staleness.state})`);
  const { name, locks } = environment;
  const lock = locks === 'own' ? `lock-${name}` : 'lock';
  throw new GitopsError(
    'LOCK_STALE',
    `The locks of ${name} are not those of the sources: ${names.join(', ')}`,
    `Lock and render first: "nx ${lock} ${first.service.project}"; "nx-gitops why ${first.service.name} --environment ${name}" says which files changed.`,
  );
}

import { atMirror, qualifyRepository } from '../../model/lock/image-reference.ts';
import type { StageContext } from '../stage-context.ts';

/** Asks the mirror, where there is one, and what it does not have the registry that the name means. */
export async function askRegistry<T>(
  repository: string,
  { platform: { mirror } }: StageContext,
  ask: (place: string) => Promise<T | undefined>,
): Promise<T | undefined> {
  const mirrored = mirror === undefined ? undefined : await ask(atMirror(repository, mirror));
  return mirrored ?? ask(qualifyRepository(repository));
}

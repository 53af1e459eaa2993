import { judgeFreezes } from '../../model/release/freeze.ts';
import type { Environment } from '../../model/settings/environment.ts';
import type { AppMemory } from '../../tools/release-store.ts';

/** A closed environment takes nothing, unless somebody takes it upon himself. */
export function refuseFrozen(
  { name, freeze }: Environment,
  memory: AppMemory,
  override: string | undefined,
): void {
  const closed = judgeFreezes(name, [freeze, memory.freeze], override, Date.now());
  if (closed) throw closed;
}

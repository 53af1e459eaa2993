import { randomBytes } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import type { Holder } from '../../model/release/lease.ts';

/** This run, as others see it. */
export const thisHolder = (commit: string | undefined): Holder => ({
  identity: `${userName()}@${hostname()} ${process.pid}-${randomBytes(3).toString('hex')}`,
  commit,
});

/** A container may run as a user without a name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid-${process.getuid?.() ?? 0}`;
  }
}

import { GitopsError } from '../../model/errors.ts';
import type { Holder } from '../../model/release/lease.ts';
import type { KappApp } from '../../tools/kapp-app.ts';
import { openLease } from '../../tools/lease.ts';
import { isNewerCommit } from '../../tools/git-ancestry.ts';
import { openGitCommand } from '../../tools/git-command.ts';
import type { StageContext } from '../stage-context.ts';
import { acquireLease } from './acquire.ts';
import { keepLease, releaseLease } from './keep-lease.ts';

/** How long a killed holder blocks others, in seconds. Shorter only for tests. */
const seconds = Number(process.env['NX_GITOPS_LEASE_SECONDS'] ?? 30);

/** Does something to an app while nobody else does. The signal says that it has to stop at once. */
export async function withLease<T>(
  app: KappApp,
  { me, wait }: { readonly me: Holder; readonly wait: boolean },
  { root, api, report }: StageContext,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const place = { name: `nx-gitops-${app.name}`, namespace: app.namespace };
  const store = openLease(api(app.cluster), place, Math.max(1, Math.floor(seconds / 3)));
  const git = openGitCommand(root);
  const isNewer = remember((commit, than) => isNewerCommit(git, commit, than));
  const abort = new AbortController();
  const done = new AbortController();
  let isHolding = false;
  const interrupt = (): void => abort.abort(interrupted(isHolding));
  for (const name of signals) process.on(name, interrupt);
  try {
    const { signal } = abort;
    const lease = await acquireLease(store, { me, seconds, wait, isNewer, report, signal });
    isHolding = true;
    const kept = keepLease(store, lease, done.signal, (error) => abort.abort(error));
    try {
      return await work(signal);
    } finally {
      done.abort();
      await releaseLease(store, await kept);
    }
  } catch (error) {
    throw abort.signal.aborted ? abort.signal.reason : error;
  } finally {
    for (const name of signals) process.off(name, interrupt);
  }
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const interrupted = (isHolding: boolean): GitopsError =>
  isHolding
    ? new GitopsError(
        'INTERRUPTED',
        'Interrupted in the middle of the work',
        'kapp was stopped, and the lease is free. Do it again: it goes on where it stopped.',
      )
    : new GitopsError(
        'INTERRUPTED',
        'Interrupted while waiting for the lease',
        'Nothing was applied. Do it again.',
      );

type IsNewer = (commit: string, than: string) => Promise<boolean | undefined>;

/** The history of two commits does not change while we wait, and asking may mean a fetch. */
function remember(ask: IsNewer): IsNewer {
  const answers = new Map<string, Promise<boolean | undefined>>();
  return (commit, than) => {
    const answer = answers.get(than) ?? ask(commit, than);
    answers.set(than, answer);
    return answer;
  };
}

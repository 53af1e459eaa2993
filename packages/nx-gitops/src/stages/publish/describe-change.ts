import { formatCommitMessage } from '../../model/release/commit-message.ts';
import type { Environment } from '../../model/settings/environment.ts';
import type { Publishing } from '../../model/settings/publish-settings.ts';
import type { MergedLock } from './merge-locks.ts';
import type { Change, Pushed } from './push-change.ts';

export interface PublishSummary {
  readonly locks: readonly MergedLock[];
  readonly environments: readonly string[];
}

export type Published = Pushed<PublishSummary>;

/** What is committed of locks and the environments that were rendered with them; `commit` has their sources. */
export function describeChange(
  publishing: Publishing,
  locks: readonly MergedLock[],
  rendered: readonly Environment[],
  commit: string,
): Change<PublishSummary> {
  const services = locks.filter(({ from }) => from === 'ours').map(({ service }) => service);
  const environments = rendered.map(({ name }) => name);
  return {
    paths: [...locks.map(({ path }) => path), ...rendered.map(({ release }) => release)],
    message: formatCommitMessage(publishing, { services, environments, commit }),
    summary: { locks, environments },
  };
}

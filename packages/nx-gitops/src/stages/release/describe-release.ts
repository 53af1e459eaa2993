import type { Environment } from '../../model/settings/environment.ts';
import { sha256 } from '../../model/sha256.ts';
import { statePath } from '../../model/settings/state-path.ts';
import type { GitCommand } from '../../tools/git-command.ts';

/** What a snapshot is, for the record. */
export interface ReleaseIdentity {
  readonly commit: string | undefined;
  readonly isDirty: boolean;
  readonly digest: string;
}

/** The commit that is checked out, and whether it holds this snapshot. A folder without Git has no commit. */
export async function describeRelease(
  state: string,
  environment: Environment,
  git: GitCommand,
): Promise<ReleaseIdentity> {
  const digest = sha256(state);
  const head = await git.attempt(['rev-parse', '--verify', '--quiet', 'HEAD']);
  if (head.exitCode !== 0) return { commit: undefined, isDirty: true, digest };
  const committed = await git.attempt(['show', `HEAD:./${statePath(environment)}`]);
  return { commit: head.stdout.trim(), isDirty: committed.stdout !== state, digest };
}

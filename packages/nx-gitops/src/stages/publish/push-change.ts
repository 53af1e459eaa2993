import { setTimeout as sleep } from 'node:timers/promises';
import { withTemporaryFolder } from '../../io/temporary-folder.ts';
import { GitopsError } from '../../model/errors.ts';
import type { Publishing } from '../../model/settings/publish-settings.ts';
import { isAncestor } from '../../tools/git-ancestry.ts';
import { currentBranch, fetchBranch, pushBranch } from '../../tools/git-branch.ts';
import { openGitCommand, type GitCommand } from '../../tools/git-command.ts';
import { commitTree, openTreeCheckout, type TreeCheckout } from '../../tools/git-tree.ts';
import type { StageContext } from '../stage-context.ts';
import { moveBranch } from './move-branch.ts';

/** A change of the config repository that can be made on top of whatever the remote branch has by then. */
export interface Proposal<T> {
  /** Writes the change into the checkout of `base`. */
  readonly apply: (checkout: TreeCheckout, base: string) => Promise<Change<T>>;
}

export interface Change<T> {
  /** What is committed, relative to the workspace. */
  readonly paths: readonly string[];
  readonly message: string;
  readonly summary: T;
}

export interface Pushed<T> {
  /** False where the branch has all of it already. */
  readonly changed: boolean;
  /** The new commit; undefined where there was nothing to commit, or in a dry run. */
  readonly commit: string | undefined;
  readonly branch: string;
  /** How often it was tried before nobody else was first. */
  readonly attempts: number;
  readonly summary: T;
}

/** How long a push is tried again after somebody else was first. */
const patience = 10 * 60_000;

const longestPause = 30_000;

/** Commits a change on top of the remote branch and pushes it; whoever loses a race begins again. */
export async function pushChange<T>(
  proposal: Proposal<T>,
  publishing: Publishing,
  stage: StageContext,
): Promise<Pushed<T>> {
  const git = openGitCommand(stage.root);
  const branch = await findBranch(git, publishing);
  const { paths, ...pushed } = await withTemporaryFolder(stage.root, async (folder) => {
    const checkout = await openTreeCheckout(git, folder);
    return tryUntilFirst(proposal, { git, branch, publishing, checkout, stage });
  });
  if (pushed.commit) await moveBranch(git, branch, pushed.commit, paths, stage.report);
  return pushed;
}

async function tryUntilFirst<T>(proposal: Proposal<T>, attempt: Attempt): Promise<Tried<T>> {
  const { branch, publishing, stage } = attempt;
  const deadline = Date.now() + patience;
  for (let attempts = 1; ; attempts++) {
    const began = Date.now();
    const outcome = await tryOnce(proposal, attempt);
    if (outcome !== 'lost') return { ...outcome, branch, attempts };
    if (Date.now() > deadline) {
      throw new GitopsError(
        'PUBLISH_RACE_LOST',
        `The branch "${branch}" of "${publishing.remote}" moved ${attempts} times before this commit could be pushed`,
        'Run it again when fewer jobs push.',
      );
    }
    stage.detail(`Somebody else pushed to ${branch} first: again on top of that`);
    // Measured by what an attempt takes: the more there are at once, the longer that is, and the wider they spread.
    await sleep(Math.random() * Math.min((Date.now() - began) * 2 ** attempts, longestPause));
  }
}

interface Attempt {
  readonly git: GitCommand;
  readonly branch: string;
  readonly publishing: Publishing;
  /** One for all attempts: only what others changed meanwhile is laid out anew. */
  readonly checkout: TreeCheckout;
  readonly stage: StageContext;
}

type Outcome<T> = Omit<Change<T>, 'message'> & Pick<Pushed<T>, 'changed' | 'commit'>;

type Tried<T> = Outcome<T> & Pushed<T>;

async function tryOnce<T>(
  { apply }: Proposal<T>,
  { git, branch, publishing, checkout, stage }: Attempt,
): Promise<Outcome<T> | 'lost'> {
  const base = await findBase(git, branch, publishing);
  await checkout.moveTo(base);
  const { paths, message, summary } = await apply(checkout, base);
  const tree = await checkout.write(paths);
  const changed = tree !== (await git.ask(['rev-parse', `${base}^{tree}`]));
  if (!changed || stage.dryRun) return { paths, summary, changed, commit: undefined };
  const { author } = publishing;
  const commit = await commitTree(git, stage.root, { tree, parent: base, message, author });
  const isPushed = await pushBranch(git, publishing.remote, branch, commit);
  return isPushed ? { paths, summary, changed, commit } : 'lost';
}

async function findBranch(git: GitCommand, { branch }: Publishing): Promise<string> {
  const found = branch ?? (await currentBranch(git));
  if (found !== undefined) return found;
  throw new GitopsError(
    'PUBLISH_REFUSED',
    'HEAD is detached, so there is no branch to push to',
    'Pass --branch, or set publish.branch in gitops.yaml.',
  );
}

/** The commit to build on: the remote branch, which has to hold the commit that is checked out. */
async function findBase(git: GitCommand, branch: string, { remote }: Publishing): Promise<string> {
  const head = await git.ask(['rev-parse', 'HEAD']);
  const tip = await fetchBranch(git, remote, branch);
  if (tip !== undefined && (tip === head || (await isAncestor(git, head, tip)))) return tip;
  const isOwnBranch = (await currentBranch(git)) !== branch;
  if (isOwnBranch && (tip === undefined || (await isAncestor(git, tip, head)))) return head;
  throw new GitopsError(
    'PUBLISH_DIVERGED',
    `The branch "${branch}" of "${remote}" does not hold the commit ${head.slice(0, 12)} that is checked out`,
    'Push your commits first, or pull: locks are published for sources that others can see.',
  );
}

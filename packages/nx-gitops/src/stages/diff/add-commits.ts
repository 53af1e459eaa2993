import { join } from 'node:path';
import { findText } from '../../io/files.ts';
import { parseLock } from '../../model/lock/parse-lock.ts';
import type { Environment } from '../../model/settings/environment.ts';
import type { ConfigRepository } from '../../model/settings/parse-settings.ts';
import type { CommitLine, ImageChange, PlannedChange } from '../../model/plan/plan.ts';
import { openGitCommand, type GitCommand } from '../../tools/git-command.ts';
import { listCommits } from '../../tools/git-log.ts';
import type { StageContext } from '../stage-context.ts';

/** Images that are looked up; a release that changes more is read in Git itself. */
const most = 20;

/** Tells of each changed image which commits of its sources lie between the two, from the history of its lock. */
export async function addCommits(
  changes: readonly PlannedChange[],
  repository: ConfigRepository,
  environment: Environment,
  { root }: StageContext,
): Promise<readonly PlannedChange[]> {
  const folders = [...new Set([environment.lockFolder, repository.sharedLocks])];
  const git = openGitCommand(root);
  const asked = new Map<string, Promise<ImageChange['commits']>>();
  const find = (from: string, to: string): Promise<ImageChange['commits']> => {
    const known = asked.get(`${from} ${to}`);
    if (known || asked.size >= most) return known ?? Promise.resolve(undefined);
    const found = commitsBetween(from, to, folders, root, git);
    asked.set(`${from} ${to}`, found);
    return found;
  };
  return Promise.all(
    changes.map(async (change) => ({
      ...change,
      images: await Promise.all(
        change.images.map(async (image) => ({
          ...image,
          commits: await find(digestOf(image.from), digestOf(image.to)),
        })),
      ),
    })),
  );
}

const digestOf = (image = ''): string => /sha256:[0-9a-f]{64}$/.exec(image)?.[0] ?? '';

async function commitsBetween(
  from: string,
  to: string,
  folders: readonly string[],
  root: string,
  git: GitCommand,
): Promise<readonly CommitLine[] | undefined> {
  if (!from || !to) return undefined;
  const found = await git.attempt([
    ...['grep', '--untracked', '--fixed-strings', '--files-with-matches', to, '--'],
    ...folders,
  ]);
  const [path = ''] = found.stdout.split('\n');
  const text = path ? await findText(join(root, path)) : undefined;
  const roots = text === undefined ? undefined : parseLock(text, path).built?.roots;
  const old = (await locked(from, path, git)).at(-1);
  if (!roots || old === undefined) return undefined;
  const [young = 'HEAD'] = await locked(to, path, git);
  const commits = await listCommits(git, old, young, roots, most);
  return commits.map(({ commit, subject }) => ({ commit, subject }));
}

/** The commits that brought a digest into a lock, or took it out; the newest first. */
const locked = async (digest: string, path: string, git: GitCommand): Promise<string[]> =>
  path === ''
    ? []
    : lines((await git.attempt(['log', '--format=%H', `-S${digest}`, '--', path])).stdout);

const lines = (text: string): string[] => text.split('\n').filter(Boolean);

import { join } from 'node:path';
import { findText, writeIfChanged } from '../../io/files.ts';
import { compareSnapshots, type SnapshotChange } from '../../model/plan/compare-snapshots.ts';
import { formatCommitMessage } from '../../model/release/commit-message.ts';
import { GitopsError } from '../../model/errors.ts';
import type { Environment } from '../../model/settings/environment.ts';
import type { ConfigRepository } from '../../model/settings/parse-settings.ts';
import { statePath } from '../../model/settings/state-path.ts';
import { openGit } from '../../tools/git.ts';
import { openGitCommand } from '../../tools/git-command.ts';
import type { TreeCheckout } from '../../tools/git-tree.ts';
import { openReleaseStore } from '../../tools/release-store.ts';
import { findEnvironment } from '../../workspace/workspace.ts';
import { appOf } from '../diff/diff.ts';
import { openCheckedOut } from '../publish/checked-out.ts';
import { pushChange, type Change, type Pushed } from '../publish/push-change.ts';
import { renderOne } from '../publish/render-shared.ts';
import { refuseChanges } from '../release/refuse-changes.ts';
import { refuseEmptyReason } from '../release/refuse-empty-reason.ts';
import { inParallel } from '../in-parallel.ts';
import type { StageContext } from '../stage-context.ts';
import { commitsBetween } from './commits-between.ts';
import { findReleased } from './find-released.ts';
import { planPromotion } from './plan-promotion.ts';
import type { HeldLock, PromotedLock } from './promoted-lock.ts';
import { provideDigests } from './provide-digests.ts';
import { refuseGates } from './refuse-gates.ts';

export interface PromoteInput {
  readonly repository: ConfigRepository;
  readonly from: Environment;
  readonly to: Environment;
  /** Kube context of the source, in place of the one in the settings. */
  readonly context: string | undefined;
  readonly services: readonly string[] | undefined;
  /** Bring images that the target's registry lacks. */
  readonly copy: boolean;
  /** Why the gates do not count this time. */
  readonly override: string | undefined;
  readonly branch: string | undefined;
}

export interface Promotion {
  /** The commit that the source runs. */
  readonly source: string;
  readonly promoted: readonly Omit<PromotedLock, 'text'>[];
  readonly held: readonly HeldLock[];
  readonly unchanged: readonly string[];
  /** How the snapshot of the target changes. */
  readonly changes: readonly SnapshotChange[];
}

export type Promoted = Pushed<Promotion>;

/** Gives one environment the images that another one runs: by their digests, in one commit; nothing is built. */
export async function promote(input: PromoteInput, stage: StageContext): Promise<Promoted> {
  const { repository, from, to } = input;
  refuseTarget(repository, from, to);
  refuseEmptyReason(input.override);
  const git = openGitCommand(stage.root);
  await refuseChanges(git, repository.root, 'promotion');
  const app = appOf({ repository, environment: from, context: input.context }, stage);
  const log = await openReleaseStore(stage.api, app).read();
  const { commit: source } = await findReleased(from, log, git);
  const publishing = {
    ...repository.publishing,
    branch: input.branch ?? repository.publishing.branch,
  };
  const apply = async (checkout: TreeCheckout, base: string): Promise<Change<Promotion>> => {
    const files = openGit(stage.root);
    const sides = { from, to, source, base, services: input.services };
    const { promoted, held, unchanged } = await planPromotion(sides, files);
    const services = promoted.map(({ service }) => service);
    if (input.override === undefined) {
      await refuseGates({ from, to, app, log, services }, files, stage);
    }
    await provideDigests(promoted, input.copy, stage);
    const folders = [...new Set([repository.sharedLocks, from.lockFolder])];
    const explained = await inParallel(promoted, async ({ text: _text, ...lock }) => ({
      ...lock,
      commits: await commitsBetween({ ...lock, text: _text }, folders, source, git),
    }));
    for (const { path, text } of promoted) await writeIfChanged(join(checkout.root, path), text);
    const changes = services.length > 0 ? await renderTarget(input, checkout, base, stage) : [];
    return {
      paths: services.length > 0 ? [...promoted.map(({ path }) => path), to.release] : [],
      message: messageOf(input, services, source),
      summary: { source, promoted: explained, held, unchanged, changes },
    };
  };
  return pushChange({ apply }, publishing, stage);
}

/** Where a promotion takes its images from: what is asked for, else what the target's settings name. */
export function chooseSource(
  repository: ConfigRepository,
  to: Environment,
  asked: string | undefined,
): Environment {
  const name = asked ?? to.promotion.from;
  if (name !== undefined) return findEnvironment(repository, name);
  throw new GitopsError(
    'OPTIONS_INVALID',
    `It is not said which environment ${to.name} gets its images from`,
    `Pass --from, or set environments.${to.name}.promotion.from in ${repository.root}/gitops.yaml.`,
  );
}

function refuseTarget({ root }: ConfigRepository, from: Environment, to: Environment): void {
  if (from.name === to.name) {
    throw new GitopsError(
      'OPTIONS_INVALID',
      `${from.name} cannot be promoted to itself`,
      'Name two environments: --from staging --to production.',
    );
  }
  if (to.locks === 'pinned') return;
  throw new GitopsError(
    'PROMOTION_REFUSED',
    `${to.name} has no locks that a promotion could change: its locks are "${to.locks}"`,
    `Set environments.${to.name}.locks to "pinned" in ${root}/gitops.yaml.`,
  );
}

/** Renders the target in the checkout, with the charts and values that are there. */
async function renderTarget(
  { repository, to }: PromoteInput,
  { root }: TreeCheckout,
  base: string,
  stage: StageContext,
): Promise<readonly SnapshotChange[]> {
  const path = join(root, statePath(to));
  const before = (await findText(path)) ?? '';
  const there = await openCheckedOut(root, base, stage.root);
  await renderOne(repository.root, to.name, there, stage);
  return compareSnapshots(before, (await findText(path)) ?? '');
}

function messageOf(
  { repository: { publishing }, from, to, override }: PromoteInput,
  services: readonly string[],
  commit: string,
): string {
  const message = `chore(release): promote {services} from ${from.name} to {environments}`;
  const reason = override?.replaceAll(/\s+/g, ' ').trim();
  const trailers = { ...publishing.trailers, ...(reason ? { Override: reason } : {}) };
  return formatCommitMessage({ message, trailers }, { services, environments: [to.name], commit });
}

import type { FileTree } from '../../model/build-key/build-key.ts';
import { formatDuration } from '../../model/duration.ts';
import { GitopsError } from '../../model/errors.ts';
import type { Environment } from '../../model/settings/environment.ts';
import type { ReleaseLog } from '../../model/release/release-record.ts';
import { soakedSince } from '../../model/release/soak.ts';
import type { Git } from '../../tools/git.ts';
import { kappHealth } from '../../tools/kapp-health.ts';
import type { KappApp } from '../../tools/kapp-app.ts';
import { lockPath } from '../../workspace/workspace.ts';
import type { StageContext } from '../stage-context.ts';

interface Gates {
  readonly from: Environment;
  readonly to: Environment;
  /** The app of the source environment. */
  readonly app: KappApp;
  readonly log: ReleaseLog;
  /** The services whose images would go on. */
  readonly services: readonly string[];
}

const hint = 'Wait, or say why it cannot wait: --override "<reason>", which the commit records.';

/** What the target asks of the source before anything of it comes in. */
export async function refuseGates(gates: Gates, git: Git, stage: StageContext): Promise<void> {
  const { from, to, app, services } = gates;
  if (services.length === 0) return;
  if (to.promotion.soak > 0) await refuseUnsoaked(gates, git);
  if (!to.promotion.healthy) return;
  const unhealthy = await kappHealth(stage.run, app);
  if (unhealthy.length === 0) return;
  const lines = unhealthy
    .slice(0, 10)
    .map(({ kind, name, state, info }) => `\n  ${kind} ${name}: ${info || state}`);
  throw new GitopsError(
    'PROMOTION_REFUSED',
    `${unhealthy.length} objects of ${from.name} are not ready:${lines.join('')}`,
    hint,
  );
}

async function refuseUnsoaked({ from, to, log, services }: Gates, git: Git): Promise<void> {
  const { soak } = to.promotion;
  const trees = new Map<string, Promise<ReadonlyMap<string, string>>>();
  const locksAt = (commit: string): Promise<ReadonlyMap<string, string>> => {
    const tree = trees.get(commit) ?? readBlobs(git, commit, from.lockFolder);
    trees.set(commit, tree);
    return tree;
  };
  const now = Date.now();
  const young: string[] = [];
  for (const service of services) {
    const file = lockPath(from, service);
    const since = await soakedSince(log, async (commit) => (await locksAt(commit)).get(file));
    const age = since === undefined ? 0 : now - Date.parse(since);
    if (age < soak) young.push(`${service} (for ${formatDuration(age)})`);
  }
  if (young.length === 0) return;
  throw new GitopsError(
    'PROMOTION_REFUSED',
    `${from.name} has not run this long enough, ${to.name} asks for ${formatDuration(soak)}: ${young.join(', ')}`,
    hint,
  );
}

/** A commit that the clone does not have says nothing: what ran then does not count. */
async function readBlobs(
  git: Git,
  commit: string,
  folder: string,
): Promise<ReadonlyMap<string, string>> {
  const tree: FileTree = await git.listCommit(commit, folder).catch(() => new Map());
  return new Map([...tree].map(([path, { blob }]) => [path, blob]));
}

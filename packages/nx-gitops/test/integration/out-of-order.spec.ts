import { expect, it, onTestFinished } from 'vitest';
import { seeded } from '../corpus/seeded.ts';
import { kubectl } from '../workspace/cluster.ts';
import { addRemote, cloneRemote } from '../workspace/remote.ts';
import { configMap, createSnapshot, deploySnapshot, writeSnapshot } from '../workspace/snapshot.ts';
import type { Workspace } from '../workspace/workspace.ts';

const jobs = 6;
const random = seeded(12);

/** Every commit changes an object, and brings one of its own in place of that of the commit before. */
const objects = (commit: number): string[] => [
  configMap('release', `of-commit-${String(commit)}`),
  configMap(`only-${String(commit)}`),
];

/** A job for each of the next commits, which are on the branch already. */
async function commitAll(main: Workspace, remote: string, from: number): Promise<Workspace[]> {
  const made: Workspace[] = [];
  for (let commit = from; commit < from + jobs; commit++) {
    await writeSnapshot(main, ...objects(commit));
    await main.commit(`feat: commit ${String(commit)}`);
    await main.git('push', '--quiet');
    made.push(await cloneRemote(main, remote));
  }
  return made;
}

function shuffled<T>(all: readonly T[]): T[] {
  const rest = [...all];
  return all.map(() => rest.splice(random.below(rest.length), 1)[0]!);
}

it('jobs that deploy at once, in any order, leave the newest commit running', async () => {
  const main = await createSnapshot(...objects(0));
  onTestFinished(main.dispose);
  const remote = await addRemote(main);
  const inNamespace = `--namespace=${main.id}-staging`;
  await deploySnapshot(main);
  for (const from of [1, 1 + jobs]) {
    const made = await commitAll(main, remote, from);
    const newest = made.at(-1)!;
    const runs = await Promise.all(
      shuffled(made).map(async (job) => ({
        job,
        ...(await job.cli('deploy', '--allow-deletion')),
      })),
    );
    for (const { job, exitCode, stderr } of runs) {
      if (exitCode === 0) continue;
      expect(job, stderr).not.toBe(newest);
      expect(stderr).toMatch(/^RELEASE_(OLDER|SUPERSEDED): /m);
    }
    const live = await kubectl([
      ...['get', 'configmaps', inNamespace, '--selector=kapp.k14s.io/association'],
      '--output=jsonpath={range .items[*]}{.metadata.name}={.data.value} {end}',
    ]);
    const last = String(from + jobs - 1);
    expect(live.trim().split(' ').sort()).toEqual([
      `only-${last}=old`,
      `release=of-commit-${last}`,
    ]);
    const { stdout } = await newest.cli('history', '--format=json');
    const commit = await newest.git('rev-parse', 'HEAD');
    expect((JSON.parse(stdout) as unknown[])[0]).toMatchObject({ commit, result: 'deployed' });
  }
}, 600_000);

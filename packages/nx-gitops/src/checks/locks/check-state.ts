import { sortTree } from '../../model/build-key/covered-files.ts';
import { GitopsError } from '../../model/errors.ts';
import { readWorkspace, type Workspace } from '../../workspace/workspace.ts';
import type { Finding } from '../finding.ts';
import { reportGitopsError } from '../report-gitops-error.ts';
import { checkNestedConfig } from '../settings/check-nested-config.ts';
import { checkSettings } from '../settings/check-settings.ts';
import { checkChart } from './check-chart.ts';
import { checkLockFile } from './check-lock-file.ts';
import { checkSnapshots } from './check-snapshots.ts';
import { checkStaleness } from './check-staleness.ts';
import { checkTwoLocks } from './check-two-locks.ts';
import { isLockFile, isSnapshot } from './state-files.ts';
import type { StateSources } from './state-sources.ts';

/** Settings, locks, charts and snapshots, as far as the changed files touch them. */
export async function checkState(
  sources: StateSources,
  changed: readonly string[],
  strict: boolean,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const path of changed) {
    const text = sources.tree.has(path) ? await sources.readText(path) : undefined;
    if (text !== undefined)
      findings.push(...(await checkSettings(path, text)), ...checkNestedConfig(path, sources.tree));
    findings.push(...(await checkChart(path, sources)));
  }
  const isAboutLocks = (path: string): boolean =>
    isLockFile(path) || isSnapshot(path) || /(?:^|\/)(?:gitops|kbld)\.yaml$/.test(path);
  if (!strict && !changed.some(isAboutLocks)) return findings;
  const workspace = await openWorkspace(sources);
  if (workspace instanceof GitopsError) {
    const told = findings.some(({ rule }) => rule === 'settings');
    return told || !strict
      ? [...findings, ...(await locksAlone(sources, changed))]
      : [...findings, reportGitopsError(workspace, 'gitops.yaml', 'settings')];
  }
  findings.push(...(await locksAlone(sources, changed, workspace)));
  findings.push(
    ...(await checkTwoLocks(sources, changed)),
    ...(await checkSnapshots(workspace, sources, changed)),
  );
  return [...findings, ...checkStaleness(workspace, strict)];
}

async function locksAlone(
  sources: StateSources,
  changed: readonly string[],
  workspace?: Workspace,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  // Where a service was taken out, a lock that nobody touched may be an orphan now.
  const isServiceGone = changed.some(
    (path) => /(?:^|\/)kbld\.yaml$/.test(path) && !sources.tree.has(path),
  );
  const paths = isServiceGone ? [...sources.tree.keys()] : changed;
  for (const path of paths.filter(isLockFile)) {
    const text = sources.tree.has(path) ? await sources.readText(path) : undefined;
    if (text === undefined) continue;
    const found = checkLockFile(path, text, workspace);
    findings.push(
      ...(changed.includes(path) ? found : found.filter(({ rule }) => rule === 'lock-orphan')),
    );
  }
  return findings;
}

async function openWorkspace({ tree, readText }: StateSources): Promise<Workspace | GitopsError> {
  try {
    return await readWorkspace({ sorted: sortTree(tree), readText });
  } catch (error) {
    if (error instanceof GitopsError) return error;
    throw error;
  }
}

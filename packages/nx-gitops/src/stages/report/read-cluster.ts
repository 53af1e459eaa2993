import { isGitopsError } from '../../model/errors.ts';
import { growTrees } from '../../model/manifest/object-tree.ts';
import type { ClusterProblem, ClusterReport } from '../../model/report/report-data.ts';
import { kappTree } from '../../tools/kapp-inspect.ts';
import { appOf, diff, type DiffInput } from '../diff/diff.ts';
import { formatPlan } from '../diff/format-plan.ts';
import { findDrift } from '../drift/drift.ts';
import { formatDrift } from '../drift/format-drift.ts';
import { history } from '../history/history.ts';
import type { StageContext } from '../stage-context.ts';

const shown = 20;

/** What the cluster of an environment says. One that cannot be asked is a line in the report, not its end. */
export async function readCluster(
  input: DiffInput,
  stage: StageContext,
): Promise<ClusterReport | ClusterProblem> {
  try {
    const app = appOf(input, stage);
    const releases = await history(input, shown, stage);
    const [difference, drifts, rows] = await Promise.all([
      diff(input, stage),
      releases.length === 0 ? [] : findDrift(input, stage),
      kappTree(stage.run, app),
    ]);
    return {
      context: app.cluster.context,
      plan: formatPlan(difference),
      planned: difference.changes.length,
      drift: formatDrift(drifts, input.environment.name),
      drifted: drifts.length,
      history: releases,
      tree: growTrees(rows),
    };
  } catch (error) {
    if (isGitopsError(error)) {
      return { problem: error.problem, isUnrendered: error.code === 'SNAPSHOT_MISSING' };
    }
    throw error;
  }
}

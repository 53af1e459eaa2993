import type { Files } from '../../write-missing.ts';
import { commentScript } from '../comment-script.ts';
import type { CiPlan } from '../normalize-options.ts';
import { scriptFolder } from '../scripts.ts';
import { previewWorkflow } from './preview-workflow.ts';
import { pullRequestWorkflow } from './pull-request-workflow.ts';
import { releaseWorkflow } from './release-workflow.ts';
import { scheduleWorkflow } from './schedule-workflow.ts';

/** Workflows of GitHub Actions. Who approves a deploy is a rule of the environment, in the settings there. */
export const githubFiles = (plan: CiPlan): Files => ({
  '.github/workflows/gitops-release.yaml': releaseWorkflow(plan),
  '.github/workflows/gitops-pull-request.yaml': pullRequestWorkflow(plan),
  '.github/workflows/gitops-schedule.yaml': scheduleWorkflow(plan),
  ...(plan.previews
    ? { '.github/workflows/gitops-preview.yaml': previewWorkflow(plan, plan.previews) }
    : {}),
  [`${scriptFolder}/comment-github.mjs`]: commentScript('github'),
});

import type { CiPlan } from '../normalize-options.ts';
import { runScript, scriptFolder } from '../scripts.ts';
import { checkJobs } from './check-jobs.ts';
import { clusterSteps } from './cluster-steps.ts';
import { cacheText, formatJob, registrySteps, secretStep, setUpSteps } from './job.ts';
import { identityOf } from './release-workflow.ts';

/** A fork and a bot that brings updates get no secrets: their plan is made when they are merged. */
export const isOurs =
  "github.event.pull_request.head.repo.full_name == github.repository && github.actor != 'dependabot[bot]'";

/** What happens on a pull request: checks, then the plan as its one comment. */
export function pullRequestWorkflow(plan: CiPlan): string {
  const names = plan.environments.map(({ name }) => name);
  const step = `- name: Base
  env:
    BASE: \${{ github.event.pull_request.base.sha }}
  run: echo "NX_BASE=$BASE" >> "$GITHUB_ENV"
`;
  const checks = checkJobs(plan, { permissions: '', step });
  const planJob = formatJob({
    name: 'plan',
    head: `needs: ${checks.names}
if: ${isOurs}
permissions:
  contents: read
  packages: write
  pull-requests: write
${identityOf(plan)}`,
    steps: [
      setUpSteps(plan),
      registrySteps(true),
      clusterSteps(plan, plan.environments, 'READ'),
      secretStep('Plan', `${runScript('render')}\n${runScript('plan', ...names)}\n`),
      `- name: Comment
  env:
    GITHUB_TOKEN: \${{ secrets.GITHUB_TOKEN }}
    NUMBER: \${{ github.event.pull_request.number }}
  run: node ${scriptFolder}/comment-github.mjs .nx-gitops/plan.md
`,
    ],
  });
  return `name: gitops pull request
on:
  pull_request:
permissions: {}
concurrency:
  group: gitops-pull-request-\${{ github.event.pull_request.number }}
  cancel-in-progress: true
${cacheText(plan, 'READ')}jobs:
${[checks.text, planJob].join('\n')}`;
}

import type { CiPlan } from '../normalize-options.ts';
import { runScript } from '../scripts.ts';
import { clusterSteps } from './cluster-steps.ts';
import { formatJob, secretStep, setUpSteps } from './job.ts';
import { identityOf } from './release-workflow.ts';

/** What happens without anybody: drift of each environment, previews whose time is over. */
export function scheduleWorkflow(plan: CiPlan): string {
  const names = plan.environments.map(({ name }) => name).join(', ');
  const drift = formatJob({
    name: 'drift',
    head: `strategy:
  fail-fast: false
  matrix:
    environment: [${names}]
permissions:
  contents: read
${identityOf(plan)}`,
    steps: [
      setUpSteps(plan),
      clusterSteps(plan, plan.environments, 'READ'),
      secretStep('Drift', runScript('drift', '${{ matrix.environment }}')),
    ],
  });
  const collect =
    plan.previews &&
    formatJob({
      name: 'collect',
      head: `permissions:\n  contents: read\n${identityOf(plan)}`,
      steps: [
        setUpSteps(plan),
        clusterSteps(plan, [plan.previews], 'PREVIEW'),
        `- name: Collect previews\n  run: ${runScript('preview', 'collect')}\n`,
      ],
    });
  return `name: gitops schedule
on:
  schedule:
    - cron: '17 * * * *'
  workflow_dispatch:
permissions: {}
jobs:
${collect ? `${drift}\n${collect}` : drift}`;
}

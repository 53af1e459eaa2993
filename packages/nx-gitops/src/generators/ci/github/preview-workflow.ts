import type { CiPlan, Cluster } from '../normalize-options.ts';
import { runScript } from '../scripts.ts';
import { clusterSteps } from './cluster-steps.ts';
import { cacheText, formatJob, registrySteps, secretStep, setUpSteps } from './job.ts';
import { isOurs } from './pull-request-workflow.ts';
import { identityOf } from './release-workflow.ts';

const name = 'pr-${{ github.event.pull_request.number }}';

/** A preview for each pull request: made with it, brought along with it, gone with it. */
export const previewWorkflow = (plan: CiPlan, cluster: Cluster): string => `name: gitops preview
on:
  pull_request:
    types: [opened, synchronize, reopened, closed]
permissions: {}
# One after the other: what is made after it was taken away would stay.
concurrency:
  group: gitops-preview-\${{ github.event.pull_request.number }}
  cancel-in-progress: false
${cacheText(plan, 'READ')}jobs:
${formatJob({
  name: 'show',
  head: `if: github.event.action != 'closed' && ${isOurs}
permissions:
  contents: read
  packages: write
${identityOf(plan)}`,
  steps: [
    setUpSteps(plan),
    registrySteps(true),
    clusterSteps(plan, [cluster], 'PREVIEW'),
    secretStep('Show', runScript('preview', 'show', name)),
  ],
})}
${formatJob({
  name: 'remove',
  head: `if: github.event.action == 'closed' && ${isOurs}
permissions:
  contents: read
${identityOf(plan)}`,
  steps: [
    setUpSteps(plan, { ref: '${{ github.event.pull_request.base.ref }}' }),
    clusterSteps(plan, [cluster], 'PREVIEW'),
    `- name: Remove\n  run: ${runScript('preview', 'remove', name)}\n`,
  ],
})}`;

import type { CiEnvironment, CiPlan } from '../normalize-options.ts';
import { runScript } from '../scripts.ts';
import { actions } from './actions.ts';
import { checkJobs } from './check-jobs.ts';
import { clusterSteps } from './cluster-steps.ts';
import { cacheText, formatJob, registrySteps, secretStep, setUpSteps } from './job.ts';

const commit = '${{ needs.release.outputs.commit }}';

/** What happens on the main branch: checks, release, then one environment after the other. */
export function releaseWorkflow(plan: CiPlan): string {
  const setShas = `- uses: ${actions.setShas}\n  with:\n    main-branch-name: ${plan.branch}\n`;
  const checks = checkJobs(plan, { permissions: '  actions: read\n', step: setShas });
  const deploys = plan.environments.flatMap((environment, index) =>
    deployJobs(plan, environment, plan.environments[index - 1]),
  );
  return `name: gitops
on:
  push:
    branches: [${plan.branch}]
permissions: {}
${cacheText(plan, 'WRITE')}jobs:
${[checks.text, releaseJob(plan, checks.names), ...deploys].join('\n')}`;
}

const releaseJob = (plan: CiPlan, needs: string): string =>
  formatJob({
    name: 'release',
    head: `needs: ${needs}
# Releases go one after the other; none is stopped half-way.
concurrency:
  group: gitops-release
  cancel-in-progress: false
permissions:
  contents: write
  packages: write
${plan.cloud === 'none' ? '' : '  id-token: write\n'}outputs:
  commit: \${{ steps.release.outputs.commit }}
`,
    steps: [
      setUpSteps(plan, { pushes: true }),
      registrySteps(true),
      plan.cloud === 'none' ? '' : clusterSteps(plan, [], 'READ'),
      `- name: Release
  id: release
  env:
    SOPS_AGE_KEY: \${{ secrets.SOPS_AGE_KEY }}
    GIT_AUTHOR_NAME: github-actions[bot]
    GIT_AUTHOR_EMAIL: 41898282+github-actions[bot]@users.noreply.github.com
    GIT_COMMITTER_NAME: github-actions[bot]
    GIT_COMMITTER_EMAIL: 41898282+github-actions[bot]@users.noreply.github.com
  run: |
    ${runScript('release')}
    sed 's/^GITOPS_COMMIT=/commit=/' .nx-gitops/release.env >> "$GITHUB_OUTPUT"
`,
    ],
  });

function deployJobs(
  plan: CiPlan,
  environment: CiEnvironment,
  before: CiEnvironment | undefined,
): string[] {
  const { name, isApproved } = environment;
  const file = `.nx-gitops/plan-${name}.json`;
  const after = before === undefined ? ['release'] : ['release', `deploy-${before.name}`];
  const needs = isApproved ? [...after, `plan-${name}`] : after;
  const deploy = formatJob({
    name: `deploy-${name}`,
    head: `needs: [${needs.join(', ')}]
if: needs.release.outputs.commit != ''
environment: ${name}${isApproved ? ' # its rules say who approves' : ''}
concurrency:
  group: gitops-deploy-${name}
  cancel-in-progress: false
permissions:
  contents: read
  packages: read
${identityOf(plan)}`,
    steps: [
      setUpSteps(plan, { ref: commit }),
      registrySteps(false),
      clusterSteps(plan, [environment], ''),
      isApproved
        ? `- uses: ${actions.download}\n  with:\n    name: plan-${name}\n    path: .nx-gitops\n`
        : '',
      secretStep('Deploy', runScript('deploy', name, ...(isApproved ? [file] : []))),
    ],
  });
  return isApproved ? [planJob(plan, environment, after), deploy] : [deploy];
}

/** Whoever approves sees this plan; the deploy does exactly that, or refuses. */
const planJob = (plan: CiPlan, environment: CiEnvironment, needs: readonly string[]): string =>
  formatJob({
    name: `plan-${environment.name}`,
    head: `needs: [${needs.join(', ')}]
if: needs.release.outputs.commit != ''
permissions:
  contents: read
${identityOf(plan)}`,
    steps: [
      setUpSteps(plan, { ref: commit }),
      clusterSteps(plan, [environment], 'READ'),
      secretStep(
        'Plan',
        `${runScript('plan', environment.name)}\ncat .nx-gitops/plan.md >> "$GITHUB_STEP_SUMMARY"\n`,
      ),
      `- uses: ${actions.upload}
  with:
    name: plan-${environment.name}
    path: .nx-gitops/plan-${environment.name}.json
    include-hidden-files: true
`,
    ],
  });

/** The right to ask for an identity at the cloud. */
export const identityOf = ({ cloud }: CiPlan): string =>
  cloud === 'none' ? '' : '  id-token: write\n';

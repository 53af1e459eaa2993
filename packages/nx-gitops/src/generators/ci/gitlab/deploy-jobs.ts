import type { CiEnvironment, CiPlan } from '../normalize-options.ts';
import { runScript } from '../scripts.ts';
import { clusterLines, formatJob, registryLine } from './job.ts';

/** What was published, and not whatever the branch has by now. Nothing where the branch moved on. */
const released = [
  'if [ -z "$GITOPS_COMMIT" ]; then exit 0; fi',
  'git fetch --quiet origin "$CI_COMMIT_BRANCH"',
  'git checkout --quiet --detach "$GITOPS_COMMIT"',
];

/** One environment after the other; before one that somebody approves comes its plan. */
export const deployJobs = (plan: CiPlan): string[] =>
  plan.environments.flatMap((environment, index) => {
    const before = plan.environments[index - 1];
    const after = before === undefined ? ['release'] : ['release', `deploy-${before.name}`];
    return environment.isApproved
      ? [planJob(plan, environment, after), deployJob(plan, environment, after)]
      : [deployJob(plan, environment, after)];
  });

const planOf = ({ name }: CiEnvironment): string => `.nx-gitops/plan-${name}.json`;

function planJob(plan: CiPlan, environment: CiEnvironment, after: readonly string[]): string {
  const cluster = clusterLines(plan, [environment], '_READ');
  return formatJob({
    name: `plan-${environment.name}`,
    stage: 'deploy',
    rule: 'push',
    head: `needs: [${after.join(', ')}]
${cluster.head}artifacts:
  paths: [.nx-gitops/plan.md, ${planOf(environment)}]
`,
    script: [...released, ...cluster.script, runScript('plan', environment.name)],
  });
}

function deployJob(plan: CiPlan, environment: CiEnvironment, after: readonly string[]): string {
  const { name, isApproved } = environment;
  const cluster = clusterLines(plan, [environment], '');
  const needs = isApproved ? [...after, `plan-${name}`] : after;
  return formatJob({
    name: `deploy-${name}`,
    stage: 'deploy',
    rule: 'push',
    isManual: isApproved,
    head: `needs: [${needs.join(', ')}]
environment: ${name}
resource_group: gitops-deploy-${name}
${cluster.head}`,
    script: [
      ...released,
      registryLine,
      ...cluster.script,
      runScript('deploy', name, ...(isApproved ? [planOf(environment)] : [])),
    ],
  });
}

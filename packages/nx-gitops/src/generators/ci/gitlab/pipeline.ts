import type { CiPlan } from '../normalize-options.ts';
import { runScript, scriptFolder } from '../scripts.ts';
import { installs } from '../installs.ts';
import { deployJobs } from './deploy-jobs.ts';
import { clusterLines, formatJob, registryLine } from './job.ts';
import { previewJobs } from './preview-jobs.ts';

/** `.gitlab-ci.yml` as a whole. */
export function pipelineText(plan: CiPlan): string {
  const { manager, remoteCache, environments } = plan;
  const install = manager === 'npm' ? [] : ['    - corepack enable\n'];
  return `# GITOPS_IMAGE has Node.js, Git and the tools of mise.toml.
default:
  image: $GITOPS_IMAGE
  before_script:
${install.join('')}    - ${installs[manager]}

workflow:
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH

variables:
  GIT_DEPTH: '0'
${remoteCache ? '  NX_SELF_HOSTED_REMOTE_CACHE_SERVER: $NX_CACHE_SERVER\n  # The protected branch has a token that writes, by a protected variable of the same name.\n  NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN: $NX_CACHE_TOKEN\n' : ''}
stages: [check, plan, release, deploy, schedule]
${[
  ...checkJobs(plan),
  planJob(plan),
  ...previewJobs(plan),
  releaseJob(plan),
  ...deployJobs(plan),
  ...environments.map((environment) => driftJob(plan, environment)),
].join('')}`;
}

/** On a change against where it left the branch; on the branch against what was pushed before. */
const base = 'export NX_BASE="${CI_MERGE_REQUEST_DIFF_BASE_SHA:-$CI_COMMIT_BEFORE_SHA}"';

function checkJobs({ distribution, workers }: CiPlan): string[] {
  const job = (name: string, head: string, script: readonly string[]): string =>
    formatJob({ name, stage: 'check', rule: ['change', 'push'], head, script: [base, ...script] });
  if (distribution === 'matrix') {
    return [
      job('check', '', [runScript('check')]),
      job('test', `parallel: ${workers}\n`, [
        runScript('affected', '"$CI_NODE_INDEX"', '"$CI_NODE_TOTAL"'),
      ]),
    ];
  }
  const agents = `npx nx-cloud start-ci-run --distribute-on="${workers} linux-medium-js"`;
  const steps = [runScript('check'), runScript('affected')];
  return [job('check', '', distribution === 'agents' ? [agents, ...steps] : steps)];
}

function planJob(plan: CiPlan): string {
  const names = plan.environments.map(({ name }) => name);
  const cluster = clusterLines(plan, plan.environments, '_READ');
  return formatJob({
    name: 'plan',
    stage: 'plan',
    rule: 'change',
    head: `${cluster.head}artifacts:
  expose_as: Plan
  paths: [.nx-gitops/plan.md]
`,
    script: [
      registryLine,
      ...cluster.script,
      runScript('render'),
      runScript('plan', ...names),
      `node ${scriptFolder}/comment-gitlab.mjs .nx-gitops/plan.md`,
    ],
  });
}

/** The push starts no pipeline: this one deploys what it published. */
const releaseJob = (plan: CiPlan): string =>
  formatJob({
    name: 'release',
    stage: 'release',
    rule: 'push',
    head: `resource_group: gitops-release
${clusterLines(plan, [], '_READ').head}variables:
  GIT_AUTHOR_NAME: gitops
  GIT_AUTHOR_EMAIL: gitops@noreply.$CI_SERVER_HOST
  GIT_COMMITTER_NAME: gitops
  GIT_COMMITTER_EMAIL: gitops@noreply.$CI_SERVER_HOST
artifacts:
  reports:
    dotenv: .nx-gitops/release.env
`,
    script: [
      registryLine,
      ...(plan.cloud === 'none' ? [] : clusterLines(plan, [], '_READ').script),
      'git remote set-url origin "$CI_PROJECT_URL.git"',
      `git config credential.helper '!f() { echo username=gitops; echo "password=$GITOPS_TOKEN"; }; f'`,
      'git config push.pushOption ci.skip',
      'git fetch --quiet origin "$CI_COMMIT_BRANCH"',
      'git checkout --quiet -B "$CI_COMMIT_BRANCH" --track "origin/$CI_COMMIT_BRANCH"',
      'git reset --quiet --hard "$CI_COMMIT_SHA"',
      runScript('release'),
    ],
  });

function driftJob(plan: CiPlan, environment: CiPlan['environments'][number]): string {
  const cluster = clusterLines(plan, [environment], '_READ');
  return formatJob({
    name: `drift-${environment.name}`,
    stage: 'schedule',
    rule: 'schedule',
    head: cluster.head,
    script: [...cluster.script, runScript('drift', environment.name)],
  });
}

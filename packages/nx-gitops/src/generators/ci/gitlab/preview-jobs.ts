import type { CiPlan } from '../normalize-options.ts';
import { runScript } from '../scripts.ts';
import { clusterLines, formatJob, registryLine } from './job.ts';

const name = 'mr-$CI_MERGE_REQUEST_IID';

/** A preview for each merge request. GitLab stops its environment when the request is merged or closed. */
export function previewJobs(plan: CiPlan): string[] {
  if (plan.previews === undefined) return [];
  const cluster = clusterLines(plan, [plan.previews], '_PREVIEW');
  const environment = (more: string): string => `environment:
  name: preview/${name}
${more}resource_group: gitops-preview-${name}
${cluster.head}`;
  return [
    formatJob({
      name: 'preview',
      stage: 'plan',
      rule: 'change',
      head: environment('  on_stop: preview-remove\n'),
      script: [registryLine, ...cluster.script, runScript('preview', 'show', `"${name}"`)],
    }),
    formatJob({
      name: 'preview-remove',
      stage: 'plan',
      rule: 'change',
      isManual: true,
      head: `allow_failure: true\nneeds: []\n${environment('  action: stop\n')}`,
      script: [...cluster.script, runScript('preview', 'remove', `"${name}"`)],
    }),
    formatJob({
      name: 'preview-collect',
      stage: 'schedule',
      rule: 'schedule',
      head: cluster.head,
      script: [...cluster.script, runScript('preview', 'collect')],
    }),
  ];
}

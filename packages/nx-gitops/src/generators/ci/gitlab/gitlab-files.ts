import type { Files } from '../../write-missing.ts';
import { commentScript } from '../comment-script.ts';
import type { CiPlan } from '../normalize-options.ts';
import { scriptFolder } from '../scripts.ts';
import { pipelineText } from './pipeline.ts';

/** A pipeline of GitLab. Who may run a manual deploy is a rule of the protected environment, in the settings there. */
export const gitlabFiles = (plan: CiPlan): Files => ({
  '.gitlab-ci.yml': pipelineText(plan),
  [`${scriptFolder}/comment-gitlab.mjs`]: commentScript('gitlab'),
});

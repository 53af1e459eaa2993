import type { CiPlan } from '../normalize-options.ts';
import { runScript } from '../scripts.ts';
import { formatJob, setUpSteps, type Job } from './job.ts';

interface Checks {
  readonly text: string;
  /** What a later job waits for, as YAML. */
  readonly names: string;
}

/**
 * The jobs that check a change. `base` are the lines of a job's head that give the rights to find the base, and
 * the step that finds it.
 */
export function checkJobs(
  plan: CiPlan,
  base: { readonly permissions: string; readonly step: string },
): Checks {
  const { distribution, workers } = plan;
  const job = (name: string, more: string, ...steps: readonly string[]): Job => ({
    name,
    head: `permissions:\n  contents: read\n${base.permissions}${more}`,
    steps: [setUpSteps(plan), base.step, ...steps.map((step) => `- run: ${step}\n`)],
  });
  if (distribution !== 'matrix') {
    const agents = `npx nx-cloud start-ci-run --distribute-on="${workers} linux-medium-js"`;
    const steps = [runScript('check'), runScript('affected')];
    const check = job('check', '', ...(distribution === 'agents' ? [agents, ...steps] : steps));
    return { text: formatJob(check), names: 'check' };
  }
  const shares = Array.from({ length: workers }, (_, at) => at + 1).join(', ');
  const matrix = `strategy:\n  fail-fast: false\n  matrix:\n    share: [${shares}]\n`;
  const test = job('test', matrix, runScript('affected', '${{ matrix.share }}', String(workers)));
  const jobs = [job('check', '', runScript('check')), test];
  return { text: jobs.map(formatJob).join('\n'), names: '[check, test]' };
}

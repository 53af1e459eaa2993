import { cp, mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { parse } from 'yaml';
import type { JobRun, Runner } from './forge.ts';

interface JobText {
  readonly stage: string;
  readonly rules: readonly { readonly if: string; readonly when?: string }[];
  readonly script: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
  readonly artifacts?: {
    readonly paths?: readonly string[];
    readonly reports?: { readonly dotenv?: string };
  };
}

/** Runs the jobs that the rules ask for, stage by stage, those that wait for a person among them. */
export async function runPipeline(
  runner: Runner,
  text: string,
  variables: Readonly<Record<string, string>>,
  only: (job: string) => boolean = () => true,
): Promise<readonly JobRun[]> {
  const {
    stages,
    default: common,
    variables: _,
    workflow,
    ...jobs
  } = parse(text) as {
    stages: readonly string[];
    default: { before_script: readonly string[] };
    variables: unknown;
    workflow: { rules: JobText['rules'] };
  } & Record<string, JobText>;
  if (!workflow.rules.some((rule) => holds(rule.if, variables))) return [];
  const dotenv: Record<string, string> = {};
  const artifacts = join(runner.folder, 'gitlab-artifacts');
  await mkdir(artifacts, { recursive: true });
  const runs: JobRun[] = [];
  const chosen = Object.entries(jobs as Record<string, JobText>)
    .filter(([name, job]) => only(name) && job.rules.some((rule) => holds(rule.if, variables)))
    .sort(([, a], [, b]) => stages.indexOf(a.stage) - stages.indexOf(b.stage));
  for (const [name, job] of chosen) {
    const clone = await runner.clone(variables['CI_COMMIT_SHA'] ?? '');
    await cp(artifacts, clone, { recursive: true });
    const lines = [...common.before_script, ...job.script].join('\n');
    const env = { ...variables, ...dotenv, ...job.variables };
    const done = await runner.run(['sh', '-e'], lines, clone, env);
    runs.push({ name, ...done });
    if (done.exitCode !== 0) break;
    for (const path of job.artifacts?.paths ?? []) {
      await mkdir(dirname(join(artifacts, path)), { recursive: true });
      await cp(join(clone, path), join(artifacts, path));
    }
    const report = job.artifacts?.reports?.dotenv;
    for (const line of report ? (await readFile(join(clone, report), 'utf8')).split('\n') : []) {
      const [key = '', value = ''] = line.split('=');
      if (key) dotenv[key] = value;
    }
  }
  return runs;
}

const holds = (rule: string, variables: Readonly<Record<string, string>>): boolean =>
  runInNewContext(
    rule.replaceAll(/\$(\w+)/g, (_, name: string) => JSON.stringify(variables[name] ?? '')),
  ) as boolean;

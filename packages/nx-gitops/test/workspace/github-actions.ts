import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { parse } from 'yaml';
import type { JobRun, Runner } from './forge.ts';

/** What GitHub knows of an event. */
export interface Event {
  readonly github: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, string>>;
  /** What is checked out where a job does not say. */
  readonly ref: string;
  /** The commit that nx-set-shas would find. */
  readonly base?: string;
  /** Variables of the machine, e.g. GITHUB_API_URL. */
  readonly env?: Readonly<Record<string, string>>;
}

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface JobText {
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly string[]>> };
  readonly steps: readonly Step[];
}

type Contexts = Record<string, unknown>;

// Expressions of these workflows are expressions of JavaScript too; what is not there is an empty text.
const evaluate = (expression: string, contexts: Contexts): unknown =>
  runInNewContext(expression, contexts) as unknown;

const fill = (text: string, contexts: Contexts): string =>
  text.replaceAll(/\$\{\{(.*?)\}\}/g, (_, one: string) => String(evaluate(one, contexts) ?? ''));

/** Runs the jobs of a workflow, one after the other. What an action does is done here; what a step runs is run. */
export async function runWorkflow(
  runner: Runner,
  text: string,
  event: Event,
  only: (job: string) => boolean = () => true,
): Promise<readonly JobRun[]> {
  const { jobs } = parse(text) as { jobs: Record<string, JobText> };
  const needs: Record<string, { result: string; outputs: Record<string, string> }> = {};
  const runs: JobRun[] = [];
  for (const [name, job] of Object.entries(jobs).filter(([one]) => only(one))) {
    const wanted = [job.needs ?? []].flat();
    const contexts = { github: event.github, secrets: { ...event.secrets }, vars: {}, needs };
    const isOpen = wanted.every((one) => !needs[one] || needs[one].result === 'success');
    if (!isOpen || (job.if !== undefined && !evaluate(job.if, contexts))) {
      needs[name] = { result: 'skipped', outputs: {} };
      continue;
    }
    const [key = '', values = ['']] = Object.entries(job.strategy?.matrix ?? {})[0] ?? [];
    for (const value of values) {
      const matrix = { [key]: value };
      const { run, outputs } = await runJob(runner, name, job, event, { ...contexts, matrix });
      runs.push(key ? { ...run, name: `${name} ${value}` } : run);
      needs[name] = { result: run.exitCode === 0 ? 'success' : 'failure', outputs };
    }
  }
  return runs;
}

async function runJob(
  runner: Runner,
  name: string,
  job: JobText,
  event: Event,
  contexts: Contexts,
): Promise<{ readonly run: JobRun; readonly outputs: Record<string, string> }> {
  const files = ['GITHUB_ENV', 'GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY'];
  const place = join(runner.folder, `job-${name}`);
  await mkdir(place, { recursive: true });
  const env: Record<string, string> = { RUNNER_TEMP: place, ...event.env };
  for (const file of files) await writeFile((env[file] = join(place, file)), '');
  const steps: Record<string, { outputs: Record<string, string> }> = {};
  const all = { ...contexts, steps };
  let clone = '';
  let output = '';
  let exitCode = 0;
  for (const step of job.steps) {
    const given = Object.fromEntries(
      Object.entries(step.with ?? {}).map(([key, value]) => [key, fill(String(value), all)]),
    );
    const action = step.uses?.replace(/@.*/, '') ?? '';
    if (action === 'actions/checkout') clone = await runner.clone(given['ref'] || event.ref);
    if (action === 'nrwl/nx-set-shas') env['NX_BASE'] = event.base ?? '';
    const artifact = join(runner.folder, 'artifacts', given['name'] ?? '');
    const path = join(clone, given['path'] ?? '');
    if (action === 'actions/upload-artifact') await cp(path, join(artifact, basename(path)));
    if (action === 'actions/download-artifact') await cp(artifact, path, { recursive: true });
    if (step.run === undefined) continue;
    const own = Object.entries(step.env ?? {}).map(([key, value]) => [key, fill(value, all)]);
    const lines = fill(step.run, all);
    const done = await runner.run(['bash', '-e'], lines, clone, {
      ...env,
      ...(Object.fromEntries(own) as Record<string, string>),
    });
    output += `$ ${lines}\n${done.output}`;
    Object.assign(env, await readPairs(env['GITHUB_ENV']));
    if (step.id) steps[step.id] = { outputs: await readPairs(env['GITHUB_OUTPUT']) };
    if ((exitCode = done.exitCode) !== 0) break;
  }
  const outputs = Object.entries(job.outputs ?? {}).map(([key, value]) => [key, fill(value, all)]);
  output += await readFile(env['GITHUB_STEP_SUMMARY'] ?? '', 'utf8');
  const run = { name, exitCode, output };
  return { run, outputs: Object.fromEntries(outputs) as Record<string, string> };
}

const readPairs = async (file = ''): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await readFile(file, 'utf8'))
      .split('\n')
      .filter((line) => line.includes('='))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  ) as Record<string, string>;

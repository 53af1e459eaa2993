import type { ProcessResult } from '../io/process.ts';
import { GitopsError } from '../model/errors.ts';
import { lastLines, type RunTool } from './run-tool.ts';

export interface HelmTemplate {
  readonly release: string;
  /** Folder of the chart, absolute. */
  readonly chart: string;
  readonly namespace: string;
  readonly kubernetes: string;
  readonly values: readonly string[];
}

/** CRDs are part of a release, test pods are not. */
export const helmArguments = (request: HelmTemplate): string[] => [
  'template',
  request.release,
  request.chart,
  `--namespace=${request.namespace}`,
  `--kube-version=${request.kubernetes}`,
  '--include-crds',
  '--skip-tests',
  ...request.values.map((file) => `--values=${file}`),
];

/** Helm renders to files below a folder. */
export async function helmTemplate(
  run: RunTool,
  request: HelmTemplate,
  outputFolder: string,
  root: string,
): Promise<void> {
  const result = await run('helm', [...helmArguments(request), `--output-dir=${outputFolder}`]);
  expectRendered(result, root);
}

/** Helm renders from a pipe to a pipe: for values that may not touch the disk, nor what is made of them. */
export async function helmPrint(
  run: RunTool,
  request: HelmTemplate,
  secretValues: string,
  root: string,
): Promise<string> {
  const args = [...helmArguments(request), '--values=-'];
  return expectRendered(await run('helm', args, { input: secretValues }), root).stdout;
}

/** `root` is taken out of messages: they name files relative to the workspace. */
function expectRendered(result: ProcessResult, root: string): ProcessResult {
  if (result.exitCode === 0) return result;
  throw new GitopsError(
    'CHART_INVALID',
    `helm cannot render the chart: ${firstError(result.stderr).replaceAll(`${root}/`, '')}`,
    'Correct the template or the values; the earlier snapshot is untouched.',
  );
}

/** Fetches what Chart.lock names into `charts/`. */
export async function helmDependencyBuild(run: RunTool, chart: string): Promise<void> {
  const result = await run('helm', ['dependency', 'build', chart]);
  if (result.exitCode === 0) return;
  throw new GitopsError(
    'CHART_INVALID',
    `helm cannot fetch the dependencies of ${chart}: ${firstError(result.stderr)}`,
    'Check the repositories in Chart.yaml and the network.',
  );
}

const firstError = (stderr: string): string =>
  /^Error: (.*(?:\n(?!\nUse --debug).*)*)/m.exec(stderr)?.[1]?.trim() ?? lastLines(stderr, 5);

import { join } from 'node:path';
import { findText } from '../io/files.ts';
import { listFiles } from '../io/list-files.ts';
import type { ProcessResult } from '../io/process.ts';
import { withTemporaryFolder } from '../io/temporary-folder.ts';
import { GitopsError } from '../model/errors.ts';
import { isDeployed } from '../model/chart/hook-events.ts';
import { splitRendered, type RenderedDocument } from '../model/render/rendered-document.ts';
import { rareCollection } from './go-memory.ts';
import { lastLines, type RunTool } from './run-tool.ts';

export interface HelmTemplate {
  readonly release: string;
  /** Folder of the chart, absolute. */
  readonly chart: string;
  /** The chart's own name: what the paths of its templates begin with. */
  readonly name: string;
  readonly namespace: string;
  readonly kubernetes: string;
  readonly values: readonly string[];
  /** It is a part of a larger chart. */
  readonly isPart?: boolean;
}

/** CRDs are part of a release, test pods are not. */
const helmArguments = (request: HelmTemplate): string[] => [
  'template',
  request.release,
  request.chart,
  `--namespace=${request.namespace}`,
  `--kube-version=${request.kubernetes}`,
  '--include-crds',
  '--skip-tests',
  ...request.values.map((file) => `--values=${file}`),
];

/**
 * What Helm renders. `secretValues` come through a pipe: they may not touch the disk, nor may what is made of them.
 * `root` is taken out of messages: they name files relative to the workspace.
 */
export async function helmTemplate(
  run: RunTool,
  request: HelmTemplate,
  root: string,
  secretValues?: string,
): Promise<RenderedDocument[]> {
  const args = helmArguments(request);
  const env = request.isPart ? rareCollection : {};
  const result =
    secretValues === undefined
      ? await run('helm', args, { env })
      : await run('helm', [...args, '--values=-'], { env, input: secretValues });
  if (result.exitCode !== 0) throw chartError(result, root);
  const printed = splitRendered(result.stdout, request.name);
  if (secretValues !== undefined || !keepsBlankLines.test(result.stdout))
    return printed.map(trim).filter(({ text }) => isDeployed(text));
  // Helm cuts the blank lines at the end of what it prints, which count here; files it leaves alone.
  return withTemporaryFolder(root, async (folder) => {
    const written = await run('helm', [...args, `--output-dir=${folder}`], { env });
    if (written.exitCode !== 0) throw chartError(written, root);
    const files = await listFiles(folder);
    const texts = await Promise.all(files.map((file) => findText(join(folder, file))));
    return texts
      .flatMap((text) => splitRendered(text ?? '', request.name).map(trim))
      .filter(({ text }) => isDeployed(text));
  });
}

/** A block scalar whose last blank lines belong to it. */
const keepsBlankLines = /[|>]\d?\+\d?[ \t]*$/m;

/** The same bytes whichever document Helm printed last. */
const trim = ({ source, text }: RenderedDocument): RenderedDocument =>
  keepsBlankLines.test(text) ? { source, text } : { source, text: `${text.trimEnd()}\n` };

const chartError = ({ stderr }: ProcessResult, root: string): GitopsError =>
  new GitopsError(
    'CHART_INVALID',
    `helm cannot render the chart: ${firstError(stderr).replaceAll(`${root}/`, '')}`,
    'Correct the template or the values; the earlier snapshot is untouched.',
  );

const firstError = (stderr: string): string =>
  /^Error: (.*(?:\n(?!\nUse --debug).*)*)/m.exec(stderr)?.[1]?.trim() ?? lastLines(stderr, 5);

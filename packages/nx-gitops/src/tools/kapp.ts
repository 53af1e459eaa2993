import type { ProcessResult } from '../io/process.ts';
import { GitopsError } from '../model/errors.ts';
import type { ApplyChoices } from './apply-choices.ts';
import { findClusterError, type Cluster } from './cluster.ts';
import { isProgress } from './kapp-lines.ts';
import { withPartRecord } from './kapp-part.ts';
import { placeOf } from './place-of.ts';
import { lastLines, type RunTool } from './run-tool.ts';

export interface KappApp {
  readonly cluster: Cluster;
  readonly name: string;
  readonly namespace: string;
}

/** One object that differs between snapshot and cluster. */
export interface ObjectChange {
  /** `wait`: equal already, but not ready yet. */
  readonly operation: 'create' | 'update' | 'delete' | 'wait';
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

export const kappFlags = ({ cluster, name, namespace }: KappApp): string[] => [
  `--app=${name}`,
  `--namespace=${namespace}`,
  ...(cluster.kubeconfig === undefined ? [] : [`--kubeconfig=${cluster.kubeconfig}`]),
  `--kubeconfig-context=${cluster.context}`,
  '--color=false',
];

/** What a deploy of the manifests would change. They go through a pipe: secrets are open in them. */
export async function kappDiff(
  run: RunTool,
  app: KappApp,
  manifests: string,
  isPart = false,
): Promise<ObjectChange[]> {
  const args = ['--file=-', '--diff-run', '--json', '--yes', ...(isPart ? ['--patch'] : [])];
  const result = await run('kapp', ['deploy', ...kappFlags(app), ...args], { input: manifests });
  if (result.exitCode !== 0) throw kappError(app, { ...result, all: readLines(result.stdout) });
  return readChanges(result.stdout);
}

/** What kapp says where it answers in JSON; the error is the last of it. */
function readLines(output: string): string {
  try {
    return ((JSON.parse(output) as { Lines?: string[] | null }).Lines ?? []).join('\n');
  } catch {
    return output;
  }
}

/** kapp's table of changes, as its `--json` prints it. */
export function readChanges(output: string): ObjectChange[] {
  const { Tables = [] } = JSON.parse(output) as { Tables?: Table[] };
  const rows = Tables.filter(({ Header }) => 'op' in Header).flatMap(({ Rows }) => Rows ?? []);
  return rows.map(({ op, kind, namespace, name }) => ({
    operation: op in operations ? (op as ObjectChange['operation']) : 'wait',
    kind,
    namespace: namespace === '(cluster)' ? '' : namespace,
    name,
  }));
}

const operations = { create: true, update: true, delete: true } as const;

interface Table {
  readonly Header: Readonly<Record<string, string>>;
  readonly Rows: readonly Readonly<Record<'op' | 'kind' | 'namespace' | 'name', string>>[] | null;
}

/** Applies the manifests and waits until they are ready. */
export async function kappDeploy(
  run: RunTool,
  app: KappApp,
  manifests: string,
  waitTimeout: string,
  onLine: (line: string) => void,
  { signal, againstLive = false, part }: ApplyChoices = {},
): Promise<void> {
  const args = [
    '--file=-',
    '--yes',
    '--diff-changes=false',
    '--tty',
    `--wait-timeout=${waitTimeout}`,
    // kapp looks every three seconds otherwise: most of what a small release takes.
    '--wait-check-interval=1s',
    ...(againstLive ? ['--diff-against-last-applied=false'] : []),
    ...(part ? ['--patch'] : []),
  ];
  const deploy = (record: KappApp): ReturnType<RunTool> =>
    run('kapp', ['deploy', ...kappFlags(record), ...args], {
      input: manifests,
      onLine: (line) => (isProgress(line) ? onLine(line.trimEnd()) : undefined),
      ...(signal === undefined ? {} : { signal }),
      tethered: true,
    });
  const result = part ? await withPartRecord(run, app, part, deploy) : await deploy(app);
  if (result.exitCode !== 0) throw kappError(app, result);
}

/** What kapp's last error line means for a person. */
export function kappError(app: KappApp, result: ProcessResult): GitopsError {
  const all = result.stderr || result.all;
  const message = /kapp: Error: ([\s\S]*)$/.exec(all)?.[1]?.trim() ?? lastLines(all, 10);
  const place = placeOf(app);
  if (/timed out waiting|finished (waiting )?unsuccessfully/i.test(message)) {
    return new GitopsError(
      'RELEASE_UNHEALTHY',
      `${place} did not become ready`,
      lastLines(message, 15),
    );
  }
  // A webhook that does not answer is none of the API server's silence.
  const isWebhook = /admission webhook|calling webhook/i.test(message);
  const unreachable = isWebhook ? undefined : findClusterError(app.cluster, message);
  if (unreachable) return unreachable;
  if (
    /\(reason: \w+\)|is invalid|forbidden|denied the request|cannot be handled/i.test(message) ||
    isWebhook
  ) {
    return new GitopsError(
      'APPLY_REFUSED',
      `The API server refuses an object of ${place}: ${message.split('\n').filter(Boolean).slice(0, 6).join(' ')}`,
      'Correct the object in its chart, render and deploy again; objects applied before it stay.',
    );
  }
  return new GitopsError('APPLY_FAILED', `kapp could not deploy ${place}`, lastLines(message, 15));
}

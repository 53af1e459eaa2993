import { parse } from 'yaml';
import { GitopsError } from '../model/errors.ts';
import { expectSuccess, type RunTool } from './run-tool.ts';

/** What a Kyverno policy says of one object. */
export interface KyvernoResult {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly rule: string;
  readonly severity: 'critical' | 'warning';
  readonly message: string;
}

interface Report {
  readonly results?: readonly {
    readonly policy: string;
    readonly rule?: string;
    readonly result: string;
    readonly message?: string;
    readonly resources?: readonly {
      readonly kind: string;
      readonly namespace?: string;
      readonly name: string;
    }[];
  }[];
}

/** Judges the manifests of a file by the policies of a folder, without a cluster. */
export async function kyverno(
  run: RunTool,
  manifests: string,
  policies: string,
): Promise<KyvernoResult[]> {
  const args = ['apply', policies, `--resource=${manifests}`, '--policy-report'];
  const result = await run('kyverno', args);
  const report = /^apiVersion: (?:wgpolicyk8s|openreports)\.io[^]*/m.exec(result.stdout)?.[0];
  // Where no policy concerns any object there is no report.
  if (report === undefined) {
    expectSuccess('kyverno', 'judging the snapshot', result);
    await refuseUnread(run, manifests, policies);
    return [];
  }
  const { results = [] } = parse(report.split(/^---$/m)[0] ?? '') as Report;
  return results
    .filter((one) => ['fail', 'error', 'warn'].includes(one.result))
    .flatMap(({ policy, rule, result: verdict, message = '', resources = [] }) =>
      resources.map(({ kind, namespace = '', name }) => ({
        ...{ kind, namespace, name, message },
        rule: rule === undefined ? policy : `${policy}/${rule}`,
        severity: verdict === 'warn' ? ('warning' as const) : ('critical' as const),
      })),
    );
}

/** A policy that it cannot read kyverno leaves out without a word, and with exit code 0. */
async function refuseUnread(run: RunTool, manifests: string, policies: string): Promise<void> {
  const { stdout } = await run('kyverno', ['apply', policies, `--resource=${manifests}`]);
  if (!/^Applying 0 policy rule/m.test(stdout)) return;
  throw new GitopsError(
    'TOOL_FAILED',
    'kyverno finds no rule in the folder of the policies',
    'It leaves out what it cannot read: correct the policies ("kyverno apply <folder> --resource=<file>" counts the rules).',
  );
}

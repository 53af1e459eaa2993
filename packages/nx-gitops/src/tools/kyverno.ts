import { basename } from 'node:path';
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
  const [, ...reports] = result.stdout.split(/^(?=apiVersion: (?:wgpolicyk8s|openreports)\.io)/m);
  // Where no policy concerns any object there is no report.
  if (reports.length === 0) expectSuccess('kyverno', 'judging the snapshot', result);
  return reports.flatMap(readReport);
}

/** One for all cluster policies, one for each policy with a namespace. */
function readReport(text: string): KyvernoResult[] {
  const { results = [] } = parse(text.split(/^---$/m)[0] ?? '') as Report;
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

/** A policy that it cannot read kyverno leaves out without a word, and with exit code 0; but it counts the rules. */
export async function refuseUnread(run: RunTool, manifests: string, policy: string): Promise<void> {
  const { stdout } = await run('kyverno', ['apply', policy, `--resource=${manifests}`]);
  if (!/^Applying 0 policy rule/m.test(stdout)) return;
  throw new GitopsError(
    'TOOL_FAILED',
    `kyverno finds no rule in ${basename(policy)}`,
    'It leaves out what it cannot read: correct the policy ("kyverno apply <file> --resource=<file>" counts the rules).',
  );
}

/** Whether a file holds a policy that judges: exceptions, values and tests lie in the same folder. */
export const isJudging = (text: string): boolean =>
  /^apiVersion:\s*['"]?(?:policies\.)?kyverno\.io\//m.test(text) && judgingKind.test(text);

const judgingKind =
  /^kind:\s*['"]?(?!PolicyException|GlobalContextEntry|\w*(?:Cleanup|Deleting|Generating|Mutating)Policy)\w/m;

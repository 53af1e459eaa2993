import { parse } from 'yaml';
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

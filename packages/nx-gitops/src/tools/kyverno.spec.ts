import { expect, it } from 'vitest';
import { isJudging, kyverno, refuseUnread } from './kyverno.ts';
import type { RunTool } from './run-tool.ts';

const report = `
Applying 1 policy rule(s) to 2 resource(s)...
----------------------------------------------------------------------
POLICY REPORT:
----------------------------------------------------------------------
apiVersion: wgpolicyk8s.io/v1alpha2
kind: ClusterPolicyReport
metadata:
  name: merged
results:
- message: 'validation error: label team is required'
  policy: require-labels
  resources:
  - apiVersion: apps/v1
    kind: Deployment
    name: web
    namespace: shop
  result: fail
  rule: check-team
  scored: true
- message: fine
  policy: require-labels
  resources:
  - kind: Service
    name: web
    namespace: shop
  result: pass
  rule: check-team
summary:
  fail: 1
`;

const answering = (stdout: string, exitCode: number, calls: unknown[] = []): RunTool => {
  return async (...call) => {
    calls.push(call);
    return { exitCode, stdout, stderr: 'it broke', all: stdout, missing: false };
  };
};

it('asks for a report, and reads what failed from it', async () => {
  const calls: unknown[] = [];
  const results = await kyverno(answering(report, 1, calls), '/tmp/state.yaml', '/w/policy');
  expect(calls).toEqual([
    ['kyverno', ['apply', '/w/policy', '--resource=/tmp/state.yaml', '--policy-report']],
  ]);
  expect(results).toEqual([
    {
      kind: 'Deployment',
      namespace: 'shop',
      name: 'web',
      rule: 'require-labels/check-team',
      severity: 'critical',
      message: 'validation error: label team is required',
    },
  ]);
});

it('takes no report for fine only where kyverno says so', async () => {
  await expect(kyverno(answering('', 0), 's', 'p')).resolves.toEqual([]);
  await expect(kyverno(answering('', 1), 's', 'p')).rejects.toThrow(/TOOL_FAILED: kyverno failed/);
});

it('reads the reports of policies that have a namespace, too', async () => {
  const own = report
    .slice(report.indexOf('apiVersion'))
    .replace('kind: ClusterPolicyReport', 'kind: PolicyReport')
    .replaceAll('require-labels', 'own');
  const all = `${report}\n---\n${own}\n---\n${own.replaceAll('own', 'other')}`;
  const results = await kyverno(answering(all, 1), 's', 'p');
  expect(results.map(({ rule }) => rule)).toEqual([
    'require-labels/check-team',
    'own/check-team',
    'other/check-team',
  ]);
  expect(await kyverno(answering(`\n---\n${own}`, 1), 's', 'p')).toHaveLength(1);
});

it('does not take a policy that cannot be read for a satisfied one', async () => {
  const read = answering('Applying 1 policy rule(s) to 2 resource(s)...\n', 0);
  await expect(refuseUnread(read, 's', 'p')).resolves.toBeUndefined();
  const unread = answering('\nApplying 0 policy rule(s) to 2 resource(s)...\n', 0);
  await expect(refuseUnread(unread, 's', '/w/policy/labels.yaml')).rejects.toThrow(
    'TOOL_FAILED: kyverno finds no rule in labels.yaml',
  );
});

it.each([
  ['kyverno.io/v1', 'ClusterPolicy', true],
  ['kyverno.io/v1', 'ClusterPolcy', true],
  ['"policies.kyverno.io/v1"', 'ValidatingPolicy', true],
  ['policies.kyverno.io/v1', 'PolicyException', false],
  ['kyverno.io/v2', 'ClusterCleanupPolicy', false],
  ['cli.kyverno.io/v1alpha1', 'Test', false],
])('expects rules in a file with %s %s: %s', (apiVersion, kind, judges) => {
  expect(isJudging(`apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: a }\n`)).toBe(
    judges,
  );
});

import { expect, it } from 'vitest';
import { kyverno } from './kyverno.ts';
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

it('does not take policies that cannot be read for satisfied ones', async () => {
  const read = answering('Applying 1 policy rule(s) to 2 resource(s)...\n', 0);
  await expect(kyverno(read, 's', 'p')).resolves.toEqual([]);
  const unread = answering('\nApplying 0 policy rule(s) to 2 resource(s)...\n', 0);
  await expect(kyverno(unread, 's', 'p')).rejects.toThrow(
    'TOOL_FAILED: kyverno finds no rule in the folder of the policies',
  );
});

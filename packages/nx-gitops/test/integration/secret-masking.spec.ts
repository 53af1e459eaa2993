import { afterAll, beforeAll, expect, it } from 'vitest';
import { kubectl, until } from '../workspace/cluster.ts';
import { formsOfValue } from '../workspace/find-plaintext.ts';
import { restore } from '../workspace/small.ts';
import { createVault, type Vault } from '../workspace/vault.ts';

const file = 'config-repository/environments/staging/database.sops.yaml';
const earlier = 'first-password:of/database';
const now = 'second-password:of/database';
const user = 'the-user-of-it';

let vault: Vault;
let namespace: string;

const secret = (fields: string): string =>
  `apiVersion: v1\nkind: Secret\nmetadata:\n  name: database\n${fields}`;

const fieldsOf = (password: string): string =>
  `stringData:\n  password: ${password}\ndata:\n  user: ${Buffer.from(user).toString('base64')}\n`;

async function put(fields: string): Promise<void> {
  await vault.seal(file, secret(fields));
  const run = await vault.keyless.nx('run', 'config-repository:render');
  expect(run.exitCode, run.output).toBe(0);
}

/** No output holds a value that is, or was, in the Secret: plain, in base64 or as a part of a URL. */
function expectMasked(...outputs: readonly string[]): void {
  const forms = [earlier, now, user].flatMap(formsOfValue);
  for (const output of outputs) {
    expect(output).not.toBe('');
    expect(forms.filter((form) => output.includes(form))).toEqual([]);
  }
}

beforeAll(async () => {
  vault = await createVault();
  namespace = `${vault.workspace.id}-staging`;
  await put(fieldsOf(earlier));
  await vault.workspace.commit('feat: first');
  const { exitCode, output } = await vault.workspace.nx('run', 'config-repository:deploy');
  expect(exitCode, output).toBe(0);
  await put(fieldsOf(now));
  await vault.workspace.commit('feat: second');
});

afterAll(async () => {
  await kubectl([
    'delete',
    'validatingadmissionpolicybinding,validatingadmissionpolicy',
    namespace,
  ]).catch(() => undefined);
  await vault?.dispose();
});

it('shows that a Secret changes, and neither the value that was nor the one that comes', async () => {
  const outputs: string[] = [];
  for (const args of [
    ['diff'],
    ['diff', '--format=json'],
    ['deploy', '--dry-run'],
    ['deploy', '--dry-run', '--format=json'],
    ['drift'],
    ['drift', '--format=json'],
  ]) {
    const { stdout, stderr } = await vault.workspace.cli(...args);
    expect(`${stdout}${stderr}`, args.join(' ')).toMatch(/Secret\b[^]*database/);
    outputs.push(`${stdout}${stderr}`);
  }
  expect(outputs[0]).toContain(`~ Secret ${namespace}/database`);
  expectMasked(...outputs);
});

it('names the field of a Secret that differs from the snapshot', async () => {
  const { exitCode, stdout } = await vault.workspace.cli('drift', '--format=json');
  expect(exitCode).toBe(2);
  const found = JSON.parse(stdout) as { object: string }[];
  expect(found.filter(({ object }) => object.startsWith('Secret '))).toEqual([
    {
      object: `Secret ${namespace}/database`,
      drift: 'changed',
      fields: [{ path: 'data.password', manager: 'kapp' }],
    },
  ]);
});

it('masks what the API server quotes of a Secret that it refuses', async () => {
  await kubectl(['apply', '--filename=-'], quotingPolicy(namespace));
  await until('the policy is in force', async () => {
    const args = ['patch', 'secret/database', `--namespace=${namespace}`, '--dry-run=server'];
    const patch = JSON.stringify({ stringData: { note: 'x' } });
    const refused = await kubectl([...args, `--patch=${patch}`]).catch((error: unknown) =>
      String((error as { stderr: string }).stderr),
    );
    return refused.includes('quoted');
  });
  const { exitCode, stderr } = await vault.workspace.cli('deploy');
  expect(exitCode).toBe(1);
  expect(stderr).toContain('APPLY_REFUSED');
  expect(stderr).toContain('quoted: ***');
  const run = await vault.workspace.nx('run', 'config-repository:deploy', '--verbose');
  expect(run.exitCode).not.toBe(0);
  expectMasked(stderr, run.output);
  await kubectl(['delete', 'validatingadmissionpolicybinding', namespace]);
  await until('the policy is gone', async () => {
    const args = ['annotate', 'secret/database', 'a=b', `--namespace=${namespace}`];
    await kubectl([...args, '--dry-run=server']);
    return true;
  });
});

it('says what it deploys, and records it, without a value', async () => {
  const { exitCode, stdout, stderr } = await vault.workspace.cli('deploy', '--format=json');
  expect(exitCode, stderr).toBe(0);
  const { data } = JSON.parse(
    await kubectl(['get', 'secret/database', `--namespace=${namespace}`, '--output=json']),
  ) as { data: Record<string, string> };
  expect(Buffer.from(data['password'] ?? '', 'base64').toString()).toBe(now);
  const { changes } = JSON.parse(stdout) as { changes: { kind: string; operation: string }[] };
  expect(changes).toContainEqual(expect.objectContaining({ kind: 'Secret', operation: 'update' }));
  const history = await vault.workspace.cli('history', '--format=json');
  const inspect = await vault.workspace.cli('inspect');
  const maps = ['get', 'configmaps,events', `--namespace=${namespace}`, '--output=yaml'];
  expectMasked(stdout, stderr, history.stdout, inspect.stdout, await kubectl(maps));
});

it('finds a value that was changed by hand, and brings it back', async () => {
  const patch = JSON.stringify({ stringData: { password: 'changed-by-hand' } });
  await kubectl(['patch', 'secret/database', `--namespace=${namespace}`, `--patch=${patch}`]);
  const { exitCode, stdout, stderr } = await vault.workspace.cli('drift');
  expect(exitCode).toBe(2);
  expect(stdout).toContain(
    `Secret ${namespace}/database: changed\n    data.password (kubectl-patch)`,
  );
  expect(`${stdout}${stderr}`).not.toContain('changed-by-hand');
  const fixed = await vault.workspace.cli('drift', '--fix');
  expect(fixed.exitCode, fixed.stderr).toBe(0);
  const again = await vault.workspace.cli('drift', '--format=json');
  expect(JSON.parse(again.stdout)).toEqual([]);
  expectMasked(stdout, fixed.stdout, fixed.stderr);
});

it('compares everything else without a key, and says so', async () => {
  const text = await vault.keyless.cli('drift');
  expect(text.exitCode, text.stderr).toBe(0);
  expect(text.stdout).toContain('staging: no drift');
  expect(text.stdout).toContain(`not compared\n  Secret ${namespace}/database`);
  const json = await vault.keyless.cli('drift', '--format=json');
  expect(JSON.parse(json.stdout)).toEqual([
    { object: `Secret ${namespace}/database`, drift: 'not-compared', fields: [] },
  ]);
});

it('does not restart pods where the settings say so', async () => {
  const state = 'config-repository/.release/staging/state.yaml';
  expect(await vault.workspace.read(state)).toContain('nx-gitops.dev/secret-checksum');
  await vault.workspace.edit(
    'config-repository/gitops.yaml',
    (text) => `${text}restartOnSecretChange: false\n`,
  );
  await vault.workspace.nx('run', 'config-repository:render');
  expect(await vault.workspace.read(state)).not.toContain('nx-gitops.dev/secret-checksum');
  await restore(vault.workspace);
});

/** An admission policy that does what some webhooks do: it quotes the object that it refuses. */
const quotingPolicy = (name: string): string => `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: { name: ${name} }
spec:
  failurePolicy: Fail
  matchConstraints:
    resourceRules:
      - { apiGroups: [''], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [secrets] }
  validations:
    - expression: 'false'
      messageExpression: "'quoted: ' + string(object.data.password)"
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: { name: ${name} }
spec:
  policyName: ${name}
  validationActions: [Deny]
  matchResources:
    namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ${name} } }
`;

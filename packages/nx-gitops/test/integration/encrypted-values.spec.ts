import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { findPlaintext } from '../workspace/find-plaintext.ts';
import { restore } from '../workspace/small.ts';
import { createVault, type Vault } from '../workspace/vault.ts';

const values = 'config-repository/environments/staging/values.sops.yaml';
const template = 'config-repository/umbrella-chart/templates/secrets.yaml';
const state = 'config-repository/.release/staging/state.yaml';
const tree = 'config-repository/.release/staging/vault/templates';

const secrets = { database: 'p4ss/word:of+database', queue: 'queue-token-0815' };
const plainValues = (given: Readonly<Record<string, string>>): string =>
  `secrets:\n${Object.entries(given)
    .map(([key, value]) => `  ${key}: ${JSON.stringify(value)}\n`)
    .join('')}`;

const chart = `{{- range $name, $value := .Values.secrets }}
---
apiVersion: v1
kind: Secret
metadata:
  name: {{ $name }}
data:
  password: {{ $value | b64enc }}
stringData:
  url: postgres://app:{{ $value | urlquery }}@db/{{ $name }}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ $name }}
data:
  name: {{ $name }}
{{- end }}
`;

let vault: Vault;

const render = async (who: 'workspace' | 'keyless'): Promise<string> => {
  const run = await vault[who].nx('run', 'config-repository:render');
  expect(run.exitCode, run.output).toBe(0);
  return vault.workspace.read(state);
};

const documents = (text: string): string[] => text.split(/^---\n/m).filter(Boolean);

beforeAll(async () => {
  vault = await createVault({ [template]: chart });
  await vault.seal(values, plainValues(secrets));
  await render('workspace');
  await vault.workspace.commit('feat: secrets');
});

beforeEach(async () => {
  await restore(vault.workspace);
});

afterAll(async () => {
  await vault?.dispose();
});

it('encrypts rendered Secrets before anything is written', async () => {
  const text = await vault.workspace.read(`${tree}/secrets.yaml`);
  expect(text.match(/ENC\[/g)?.length).toBeGreaterThanOrEqual(6);
  expect(text).toContain('kind: ConfigMap');
  expect((await vault.workspace.read(state)).match(/^kind: Secret$/gm)).toHaveLength(2);
  expect(await findPlaintext(vault.workspace.root, Object.values(secrets))).toEqual([]);
});

it('gives the same bytes again, with and without a key', async () => {
  const before = await vault.workspace.read(state);
  expect((await render('workspace')) === before).toBe(true);
  expect((await render('keyless')) === before).toBe(true);
  expect(await vault.workspace.git('status', '--porcelain')).toBe('');
});

it('changes one document of the snapshot when one value changes', async () => {
  const before = documents(await vault.workspace.read(state));
  await vault.seal(values, plainValues({ ...secrets, queue: 'another-token-4711' }));
  const after = documents(await render('workspace'));
  const changed = after.filter((document) => !before.includes(document));
  expect(changed).toHaveLength(1);
  expect(changed[0]).toContain('name: queue');
  expect(after).toHaveLength(before.length);
});

it('names the recipients where values changed and no key is at hand', async () => {
  await vault.seal(values, plainValues({ ...secrets, queue: 'another-token-4711' }));
  const run = await vault.keyless.nx('run', 'config-repository:render');
  expect(run.exitCode).not.toBe(0);
  expect(run.output).toContain(`SECRET_KEY_MISSING: No key is at hand that decrypts ${values}`);
  expect(run.output).toContain(vault.keys[0].recipient);
});

it('restarts the pods that read a Secret when it changes, and only then', async () => {
  const checksum = (text: string): string | undefined =>
    /nx-gitops\.dev\/secret-checksum: (\S+)/.exec(text)?.[1];
  const before = checksum(await vault.workspace.read(state));
  expect(before).toBeDefined();
  await vault.seal(values, plainValues({ ...secrets, queue: 'another-token-4711' }));
  expect(checksum(await render('workspace'))).toBe(before);
  await vault.workspace.nx('run', 'config-repository:secrets-rotate');
  expect(checksum(await render('workspace'))).toBe(before);
  await vault.seal(values, plainValues({ ...secrets, database: 'another-password-4711' }));
  expect(checksum(await render('workspace'))).not.toBe(before);
});

it('does not trust a tree that was edited', async () => {
  const before = await vault.workspace.read(state);
  await vault.workspace.edit(`${tree}/secrets.yaml`, (text) =>
    text.replace('kind: ConfigMap', 'kind: ConfigMap # edited'),
  );
  expect((await render('workspace')) === before).toBe(true);
});

it('encrypts for the recipients that are left', async () => {
  await vault.workspace.edit('config-repository/.sops.yaml', (text) =>
    text.replaceAll(`,${vault.keys[1].recipient}`, ''),
  );
  expect(await render('workspace')).not.toContain(vault.keys[1].recipient);
});

const exposures = [
  ['an environment variable', 'value: {{ .Values.secrets.queue }}', 'data.value'],
  ['base64', 'value: {{ .Values.secrets.queue | b64enc }}', 'data.value'],
  ['base64 of more', 'value: {{ printf "user:%s" .Values.secrets.queue | b64enc }}', 'data.value'],
  ['a URL', 'value: "postgres://u:{{ .Values.secrets.database | urlquery }}@db"', 'data.value'],
  ['a comment', 'value: x # {{ .Values.secrets.queue }}', 'a comment'],
] as const;

it.each(exposures)('refuses a value in a ConfigMap: %s', async (_title, line, path) => {
  await vault.workspace.write(
    'config-repository/umbrella-chart/templates/leak.yaml',
    `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: leak\ndata:\n  ${line}\n`,
  );
  const before = await vault.workspace.read(state);
  const run = await vault.workspace.nx('run', 'config-repository:render');
  expect(run.exitCode).not.toBe(0);
  expect(run.output).toContain('SECRET_EXPOSED: ConfigMap leak (vault/templates/leak.yaml)');
  expect(run.output).toContain(`at ${path}`);
  for (const value of Object.values(secrets)) expect(run.output).not.toContain(value);
  expect(await vault.workspace.read(state)).toBe(before);
});

it('refuses a value in an annotation of a Secret', async () => {
  await vault.workspace.edit(template, (text) =>
    text.replace(
      '  name: {{ $name }}\ndata:',
      '  name: {{ $name }}\n  annotations:\n    note: {{ $value }}\ndata:',
    ),
  );
  const run = await vault.workspace.nx('run', 'config-repository:render');
  expect(run.output).toContain('SECRET_EXPOSED: Secret');
  expect(run.output).toContain('at metadata.annotations.note');
});

it('masks a value in an error of Helm', async () => {
  await vault.workspace.write(
    'config-repository/umbrella-chart/templates/fail.yaml',
    '{{ fail (printf "cannot use %s" .Values.secrets.queue) }}\n',
  );
  const run = await vault.workspace.nx('run', 'config-repository:render');
  expect(run.output).toContain('CHART_INVALID');
  expect(run.output).toContain('cannot use ***');
  expect(run.output).not.toContain(secrets.queue);
});

it('names the rule that is missing', async () => {
  await vault.workspace.edit('config-repository/.sops.yaml', (text) =>
    text.replace('path_regex: staging/', 'path_regex: environments/staging/'),
  );
  const run = await vault.workspace.nx('run', 'config-repository:render');
  expect(run.output).toContain('SECRET_RULE_MISSING: config-repository/.sops.yaml has no creation');
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { kubectl } from '../workspace/cluster.ts';
import { addRemote } from '../workspace/remote.ts';
import { createVault, type Vault } from '../workspace/vault.ts';

const folder = 'config-repository/environments/staging';
const file = `${folder}/database.sops.yaml`;
const values = `${folder}/values.sops.yaml`;
const state = 'config-repository/.release/staging/state.yaml';
const tree = 'config-repository/.release/staging/vault/templates/token.yaml';
const app = 'config-repository/umbrella-chart/templates/app.yaml';
const settings = 'config-repository/gitops.yaml';

let vault: Vault;

const show = (commit: string, path: string): Promise<string> =>
  vault.workspace.git('show', `${commit}:${path}`);

const head = (): Promise<string> => vault.workspace.git('rev-parse', 'HEAD');

async function seal(which: string): Promise<void> {
  await vault.seal(
    file,
    `apiVersion: v1\nkind: Secret\nmetadata:\n  name: database\nstringData:\n  password: password-${which}\n`,
  );
  await vault.seal(values, `token: token-${which}\n`);
}

/** Renders and commits what is there; the note is what a change of the release can be told from. */
async function release(note: string): Promise<string> {
  await vault.workspace.write(`${folder}/values.yaml`, `note: ${note}\n`);
  const run = await vault.workspace.nx('run', 'config-repository:render');
  expect(run.exitCode, run.output).toBe(0);
  await vault.workspace.commit(`feat: ${note}`);
  await vault.workspace.git('push', '--quiet', 'origin', 'main');
  return head();
}

async function cli(...args: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await vault.workspace.cli(...args);
  expect(exitCode, stderr).toBe(0);
  return stdout;
}

async function live(): Promise<{ note: string; password: string; token: string }> {
  const read = async (object: string, path: string): Promise<string> =>
    kubectl([
      'get',
      object,
      `--namespace=${vault.workspace.id}-staging`,
      `--output=jsonpath=${path}`,
    ]);
  const decode = (text: string): string => Buffer.from(text, 'base64').toString();
  return {
    note: await read('deployment/app', '{.metadata.annotations.note}'),
    password: decode(await read('secret/database', '{.data.password}')),
    token: decode(await read('secret/token', '{.data.token}')),
  };
}

beforeAll(async () => {
  vault = await createVault({
    'config-repository/umbrella-chart/templates/token.yaml':
      'apiVersion: v1\nkind: Secret\nmetadata:\n  name: token\nstringData:\n  token: {{ .Values.token }}\n',
  });
  await vault.workspace.edit(app, (text) =>
    text.replace('  name: app\n', '  name: app\n  annotations:\n    note: {{ .Values.note }}\n'),
  );
  await vault.workspace.git('config', 'user.name', 'test');
  await vault.workspace.git('config', 'user.email', 'test@example.com');
  await addRemote(vault.workspace, afterAll);
});

afterAll(async () => vault?.dispose());

const unhealthy = (text: string): string =>
  text.replace('      containers:', '      nodeSelector: { disk: none }\n      containers:');

it('says that there is nothing to go back to when the first release fails', async () => {
  await seal('first');
  const [template, before] = [
    await vault.workspace.read(app),
    await vault.workspace.read(settings),
  ];
  await vault.workspace.edit(app, unhealthy);
  await vault.workspace.edit(settings, (text) => text.replace('60s', '5s'));
  await release('broken');
  const { exitCode, stderr } = await vault.workspace.cli('deploy', '--auto');
  expect(exitCode).toBe(1);
  expect(stderr).toContain('It could not be rolled back: There is no release 1 before');
  await vault.workspace.write(app, template);
  await vault.workspace.write(settings, before);
});

it('goes back with the Secrets of now, byte for byte, in the cluster and in Git', async () => {
  await release('first');
  await cli('deploy');
  await seal('second');
  const second = await release('second');
  await cli('deploy');
  expect(await live()).toEqual({
    note: 'second',
    password: 'password-second',
    token: 'token-second',
  });

  const plan = JSON.parse(await cli('rollback', '--to=-1', '--dry-run', '--format=json')) as object;
  expect(plan).toMatchObject({ to: await vault.workspace.git('rev-parse', 'HEAD~'), held: [] });
  expect(await head()).toBe(second);
  await cli('rollback', '--to=-1');

  expect(await live()).toEqual({
    note: 'first',
    password: 'password-second',
    token: 'token-second',
  });
  expect(await vault.workspace.git('rev-parse', 'origin/main')).toBe(await head());
  expect(await show('HEAD', `${folder}/values.yaml`)).toContain('note: first');
  for (const path of [file, values, tree]) {
    expect((await show('HEAD', path)) === (await show(second, path)), path).toBe(true);
  }
  const encrypted = (text: string): string => text.slice(text.indexOf('kind: Secret'));
  const [now, then] = [await show('HEAD', state), await show(second, state)];
  expect(encrypted(now) === encrypted(then)).toBe(true);
  const checksum = /secret-checksum: .*/;
  expect(checksum.exec(now)?.[0]).toBe(checksum.exec(then)?.[0]);
});

it('takes the Secrets of then where that is asked for, and finds the same bytes again', async () => {
  const first = await vault.workspace.git('log', '--format=%H', '--grep=feat: first');
  await cli('rollback', `--to=${first}`, '--with-secrets');
  expect(await live()).toEqual({ note: 'first', password: 'password-first', token: 'token-first' });
  const changed = await vault.workspace.git('diff', '--name-only', first, 'HEAD', '--', folder);
  expect(changed).toBe('');
  expect((await show('HEAD', state)) === (await show(first, state))).toBe(true);
});

it('goes back by itself when a release does not become ready, and fails all the same', async () => {
  const before = await show('HEAD', state);
  await vault.workspace.edit(app, unhealthy);
  await vault.workspace.edit(settings, (text) => text.replace('60s', '5s'));
  const broken = await release('broken');

  const { exitCode, stderr } = await vault.workspace.cli('deploy', '--auto');

  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/RELEASE_UNHEALTHY: .* did not become ready\. staging: back at/);
  expect(await live()).toMatchObject({ note: 'first', password: 'password-first' });
  expect((await show('HEAD', state)) === before).toBe(true);
  expect(await vault.workspace.git('rev-parse', 'origin/main')).toBe(await head());
  expect(broken).not.toBe(await head());
  expect(await vault.workspace.git('log', '-1', '--format=%B')).toContain('did not become ready');
  const [, ...history] = (await cli('history', '--limit=2')).split('\n');
  expect(history[0]).toContain('rollback deployed');
  expect(history[1]).toContain('deploy failed');
});

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findPlaintext } from '../workspace/find-plaintext.ts';
import { createVault, type Vault } from '../workspace/vault.ts';

const folder = 'config-repository/environments/staging';
const secret = 'typed-on-a-pipe:4711';

let vault: Vault;

beforeAll(async () => {
  vault = await createVault();
});

afterAll(async () => {
  await vault?.dispose();
});

const generate = (input: string, ...args: string[]) =>
  execa('node_modules/.bin/nx', ['g', 'nx-gitops:secret', ...args, '--no-interactive'], {
    cwd: vault.workspace.root,
    input,
    all: true,
    reject: false,
    env: { NX_DAEMON: 'false', NO_COLOR: '1', CI: 'true' },
  });

it('makes a Secret from stdin, a file and chance, encrypted from the first byte', async () => {
  const file = join(vault.keys[0].file, '..', 'certificate.pem');
  await writeFile(file, 'line one of it\nline two of it\n');
  const { exitCode, all } = await generate(
    `${secret}\n`,
    ...['database', '--stdin=token', `--fromFile=tls.pem=${file}`, '--generate=password:40'],
  );
  expect(exitCode, all).toBe(0);
  const plain = await vault.open(`${folder}/database.sops.yaml`);
  expect(plain).toContain(`token: ${secret}`);
  expect(plain).toContain('line two of it');
  expect(/password: (\S+)/.exec(plain)?.[1]).toHaveLength(40);
  expect(plain).toContain(`namespace: ${vault.workspace.id}-staging`);
  expect(all).not.toContain(secret);
  expect(await findPlaintext(vault.workspace.root, [secret, 'line two of it'])).toEqual([]);
});

/** Types answers at the prompts of a command, on a terminal of its own; answers what the terminal showed. */
const typist = `
import os, pty, sys
answers = sys.stdin.read().split('\\n')
pid, terminal = pty.fork()
if pid == 0:
    os.execv(sys.argv[1], sys.argv[1:])
shown, asked = b'', 0
while True:
    try:
        chunk = os.read(terminal, 4096)
    except OSError:
        break
    if not chunk:
        break
    shown += chunk
    if asked < len(answers) and shown.endswith(b': '):
        os.write(terminal, (answers[asked] + '\\r').encode())
        asked += 1
sys.stdout.buffer.write(shown)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;

const type = (answers: readonly string[], ...args: string[]) =>
  execa(
    'python3',
    [
      '-c',
      typist,
      join(vault.workspace.root, 'node_modules/.bin/nx'),
      'g',
      'nx-gitops:secret',
      ...args,
    ],
    {
      cwd: vault.workspace.root,
      input: answers.join('\n'),
      all: true,
      reject: false,
      env: { NX_DAEMON: 'false', NO_COLOR: '1' },
    },
  );

it('asks on a terminal, and shows nothing of what is typed', async () => {
  const typed = ['typed-by-a-person:4711', 'user-of-a-person'];
  const { exitCode, all } = await type(typed, 'asked', '--prompt=token', '--prompt=user');
  expect(exitCode, all).toBe(0);
  expect(all).toContain('token: ');
  expect(all).toContain('user: ');
  for (const value of typed) expect(all).not.toContain(value);
  const plain = await vault.open(`${folder}/asked.sops.yaml`);
  expect(plain).toContain(`token: ${typed[0]}`);
  expect(plain).toContain(`user: ${typed[1]}`);
  expect(await findPlaintext(vault.workspace.root, typed)).toEqual([]);
});

it('makes nothing when it is interrupted at its prompt', async () => {
  const { exitCode, all } = await type(['half-typed\u0003'], 'interrupted', '--prompt=token');
  expect(exitCode).not.toBe(0);
  expect(all).not.toContain('half-typed');
  await expect(vault.workspace.read(`${folder}/interrupted.sops.yaml`)).rejects.toThrow('ENOENT');
});

it('takes no value from the command line, and does not repeat it', async () => {
  const { exitCode, all } = await generate('', 'other', `--prompt=token=${secret}`);
  expect(exitCode).not.toBe(0);
  expect(all).toContain('A value was given where a key belongs');
});

it('overwrites nothing', async () => {
  const { exitCode, all } = await generate('', 'database', '--generate=password');
  expect(exitCode).not.toBe(0);
  expect(all).toContain('SECRET_DUPLICATE');
});

it('refuses where no recipient is configured, before it asks for a value', async () => {
  await vault.workspace.remove('config-repository/.sops.yaml');
  const { exitCode, all } = await generate('', 'third', '--generate=password');
  expect(exitCode).not.toBe(0);
  expect(all).toContain(`SECRET_RULE_MISSING: There is no .sops.yaml above ${folder}/third`);
});

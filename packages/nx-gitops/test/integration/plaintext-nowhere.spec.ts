import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findPlaintext, formsOfValue } from '../workspace/find-plaintext.ts';
import { createVault, type Vault } from '../workspace/vault.ts';

const folder = 'config-repository/environments/staging';
const count = 30;

/** With characters that a URL has to encode; of several lengths, because base64 depends on it. */
const secrets = Array.from(
  { length: count },
  (_, index) => `s${index}:${randomBytes(12 + (index % 4)).toString('hex')}/+&`,
);
const base64 = (text: string): string => Buffer.from(text).toString('base64');

let vault: Vault;
/** What the traced processes use as their temp folder; the trace itself lies elsewhere. */
let temporary: string;
let outside: string;

beforeAll(async () => {
  outside = await mkdtemp(join(tmpdir(), 'nx-gitops-trace-'));
  temporary = join(outside, 'tmp');
  await mkdir(temporary);
  if ((await execa('strace', ['-V'], { reject: false })).failed) {
    await execa('apt-get', ['install', '--yes', 'strace']);
  }
  vault = await createVault({
    'config-repository/umbrella-chart/templates/secrets.yaml': `{{- range $name, $value := .Values.secrets }}
---
apiVersion: v1
kind: Secret
metadata:
  name: chart-{{ $name }}
data:
  value: {{ $value | b64enc }}
stringData:
  url: https://u:{{ $value | urlquery }}@host/
{{- end }}
`,
  });
  const part = (from: number, to: number): [number, string][] =>
    secrets.map((value, index): [number, string] => [index, value]).slice(from, to);
  const manifest = (index: number, fields: object): object => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: `secret-${index}` },
    ...fields,
  });
  const stream = part(0, 10).map(([i, text]) => manifest(i, { stringData: { value: text } }));
  await vault.seal(
    `${folder}/many.sops.yaml`,
    stream.map((object) => JSON.stringify(object)).join('\n---\n'),
  );
  for (const [i, text] of part(10, 15)) {
    const object = manifest(i, { data: { value: base64(text) } });
    await vault.seal(`${folder}/data-${i}.sops.yaml`, JSON.stringify(object));
  }
  for (const [i, text] of part(15, 20)) {
    const object = manifest(i, { stringData: { 'file.pem': `BEGIN\n${text}\nEND\n` } });
    await vault.seal(`${folder}/json-${i}.sops.json`, JSON.stringify(object));
  }
  const values = Object.fromEntries(part(20, count).map(([i, text]) => [`v${i}`, text]));
  await vault.seal(`${folder}/values.sops.yaml`, JSON.stringify({ secrets: values }));
  await vault.workspace.commit('feat: secrets');
});

afterAll(async () => {
  await vault?.dispose();
  await rm(outside, { recursive: true, force: true });
});

it('writes no form of a plain text anywhere but into pipes, from render to the cluster', async () => {
  const trace = join(outside, 'trace');
  const env = {
    ...{ HOME: temporary, TMPDIR: temporary, NX_DAEMON: 'false', CI: 'true' },
    ...{ SOPS_AGE_KEY_FILE: vault.keys[0].file },
  };
  const { all, exitCode } = await execa(
    'strace',
    [
      ...['--follow-forks', '--decode-fds=path', '--string-limit=1000000', `--output=${trace}`],
      '--trace=execve,write,writev,pwrite64,pwritev,pwritev2',
      ...['node_modules/.bin/nx', 'run', 'config-repository:deploy', '--verbose'],
    ],
    { cwd: vault.workspace.root, env, all: true, reject: false },
  );
  expect(exitCode, all).toBe(0);
  expect(all.match(/\+ Secret /g)).toHaveLength(count);
  const forms = secrets.flatMap(formsOfValue);
  expect(forms.filter((form) => all.includes(form))).toEqual([]);
  const { leaks, inPipes } = await readTrace(trace, forms);
  expect(leaks).toEqual([]);
  expect(inPipes).toBeGreaterThan(0);
  expect(await findPlaintext(vault.workspace.root, secrets)).toEqual([]);
  expect(await findPlaintext(temporary, secrets)).toEqual([]);
}, 600_000);

/** Writes to a path, and arguments of processes, that hold a form of a value; how many went through pipes. */
async function readTrace(
  path: string,
  forms: readonly string[],
): Promise<{ leaks: string[]; inPipes: number }> {
  const leaks: string[] = [];
  let inPipes = 0;
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const [, call = '', place = ''] = /^\d+\s+(\w+)\(\d*(?:<([^>]*)>)?/.exec(line) ?? [];
    if (!forms.some((form) => line.includes(form))) continue;
    if (call !== 'execve' && /^(pipe|socket|UNIX)/.test(place)) inPipes += 1;
    else leaks.push(`${call} ${place}`);
  }
  return { leaks, inPipes };
}

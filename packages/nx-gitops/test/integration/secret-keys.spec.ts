import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { kubectl } from '../workspace/cluster.ts';
import { startMoto } from '../workspace/moto.ts';
import { createVault, type Vault } from '../workspace/vault.ts';
import type { Workspace } from '../workspace/workspace.ts';

const path = 'config-repository/environments/staging/database.sops.yaml';
const plain =
  'apiVersion: v1\nkind: Secret\nmetadata:\n  name: database\nstringData:\n  password: of-another-kind-4711\n';

let folder: string | undefined;

afterAll(async () => {
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

const makeFolder = async (): Promise<string> => {
  folder ??= await mkdtemp(join(tmpdir(), 'keys-'));
  return folder;
};

const rule = (recipients: string): string =>
  `creation_rules:\n  - path_regex: staging/\n    encrypted_regex: ^(data|stringData)$\n${recipients}`;

/** Encrypts with the credentials that are given, then goes from render to the comparison with the cluster. */
async function goThrough(
  recipients: string,
  env: Readonly<Record<string, string>>,
): Promise<{ vault: Vault; workspace: Workspace; stdout: string }> {
  const vault = await createVault({ 'config-repository/.sops.yaml': rule(recipients) });
  onTestFinished(vault.dispose);
  const workspace = vault.keyless.withEnvironment(env);
  const { stdout: text } = await execa(
    'sops',
    ['--config=config-repository/.sops.yaml', 'encrypt', `--filename-override=${path}`],
    { cwd: workspace.root, input: plain, env, stripFinalNewline: false },
  );
  await workspace.write(path, text);
  const run = await vault.keyless.nx('run', 'config-repository:validate');
  expect(run.exitCode, run.output).toBe(0);
  const { exitCode, stdout, stderr } = await workspace.cli('diff');
  expect(exitCode, stderr).toBe(2);
  return { vault, workspace, stdout };
}

it('decrypts with a PGP key of the GnuPG agent, and names its fingerprint where there is none', async () => {
  const env = { GNUPGHOME: await makeFolder() };
  const user = ['--batch', '--passphrase', '', '--quick-generate-key', 'test@example.com'];
  await execa('gpg', [...user, 'rsa2048', 'encr,sign'], { env });
  onTestFinished(async () => {
    await execa('gpgconf', ['--kill', 'gpg-agent'], { env });
  });
  const { stdout: keys } = await execa('gpg', ['--list-keys', '--with-colons'], { env });
  const fingerprint = /^fpr:+([0-9A-F]{40}):/m.exec(keys)?.[1] ?? '';
  const { vault, stdout } = await goThrough(`    pgp: ${fingerprint}\n`, env);
  expect(stdout).toContain('+ Secret');
  const nobody = vault.keyless.withEnvironment({ GNUPGHOME: join(vault.workspace.root, '.nx') });
  const { stderr } = await nobody.cli('diff');
  expect(stderr).toContain('SECRET_KEY_MISSING');
  expect(stderr).toContain(`pgp ${fingerprint}`);
});

it('decrypts with AWS KMS, and with any one of several key groups by their threshold', async () => {
  const { url, stop } = await startMoto();
  onTestFinished(stop);
  const env = {
    ...{ AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' },
    ...{ AWS_REGION: 'eu-central-1', AWS_ENDPOINT_URL: url },
  };
  const [first, second] = [await createKey(url), await createKey(url)];
  const groups = `    shamir_threshold: 2\n    key_groups:\n      - kms: [{arn: "${first}"}]\n      - kms: [{arn: "${second}"}]\n`;
  expect((await goThrough(`    kms: ${first}\n`, env)).stdout).toContain('+ Secret');
  const { vault, stdout } = await goThrough(groups, env);
  expect(stdout).toContain('+ Secret');
  const { stderr } = await vault.keyless
    .withEnvironment({ ...env, AWS_ENDPOINT_URL: 'http://127.0.0.1:9', AWS_MAX_ATTEMPTS: '1' })
    .cli('diff');
  expect(stderr).toContain('SECRET_KEY_MISSING');
  for (const arn of [first, second]) expect(stderr).toContain(`kms ${arn}`);
}, 600_000);

it('seals and deploys with the transit engine of Vault, whose address and token are in variables only', async () => {
  const { url, token, calls } = await startTransit();
  const env = { VAULT_ADDR: url, VAULT_TOKEN: token };
  const vault = await createVault({
    'config-repository/.sops.yaml': rule(`    hc_vault_transit_uri: ${url}/v1/transit/keys/shop\n`),
    'config-repository/umbrella-chart/templates/secret.yaml':
      'apiVersion: v1\nkind: Secret\nmetadata:\n  name: database\nstringData:\n  password: {{ .Values.data.password }}\n',
  });
  onTestFinished(vault.dispose);
  const values = 'config-repository/environments/staging/values.sops.yaml';
  const { stdout: text } = await execa(
    'sops',
    ['--config=config-repository/.sops.yaml', 'encrypt', `--filename-override=${values}`],
    {
      cwd: vault.workspace.root,
      input: 'data:\n  password: of-the-transit-4711\n',
      env,
      stripFinalNewline: false,
    },
  );
  await vault.workspace.write(values, text);
  const workspace = vault.keyless.withEnvironment(env);
  const run = await workspace.nx('run', 'config-repository:deploy', '--verbose');
  expect(run.exitCode, run.output).toBe(0);
  expect(run.output).not.toContain(token);
  const where = `--namespace=${workspace.id}-staging`;
  const read = ['get', 'secret/database', where, '--output=jsonpath={.data.password}'];
  expect(Buffer.from(await kubectl(read), 'base64').toString()).toBe('of-the-transit-4711');
  expect(calls).toContain('PUT /v1/transit/encrypt/shop');
  expect(calls).toContain('PUT /v1/transit/decrypt/shop');
  const { stderr } = await workspace.withEnvironment({ VAULT_TOKEN: 'another' }).cli('diff');
  expect(stderr).toContain('SECRET_KEY_MISSING');
  expect(stderr).toContain(`hc_vault ${url}/transit/shop`);
});

/** What sops asks of Vault: to encrypt and decrypt its data key. */
async function startTransit(): Promise<{ url: string; token: string; calls: string[] }> {
  const token = randomUUID();
  const calls: string[] = [];
  const known = new Map<string, string>();
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      calls.push(`${request.method} ${request.url}`);
      if (request.headers['x-vault-token'] !== token) {
        return void response.writeHead(403).end('{"errors":["permission denied"]}');
      }
      const { plaintext, ciphertext } = JSON.parse(body) as Record<string, string>;
      const sealed = `vault:v1:${randomUUID()}`;
      if (plaintext !== undefined) known.set(sealed, plaintext);
      const data =
        plaintext === undefined
          ? { plaintext: known.get(ciphertext ?? '') }
          : { ciphertext: sealed };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token, calls };
}

async function createKey(url: string): Promise<string> {
  // nx-gitops-allow: the name of a key that moto keeps
  const credential = 'Credential=test/20260101/eu-central-1/kms/aws4_request';
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'TrentService.CreateKey',
      authorization: `AWS4-HMAC-SHA256 ${credential}`,
    },
    body: '{}',
  });
  const { KeyMetadata } = (await response.json()) as { KeyMetadata: { Arn: string } };
  return KeyMetadata.Arn;
}

import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { oneEnvironment } from './one-environment.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** An age key made for one test, outside of every workspace. */
export interface AgeKey {
  readonly file: string;
  readonly recipient: string;
}

export async function createAgeKey(folder: string, name: string): Promise<AgeKey> {
  const file = join(folder, `${name}.txt`);
  await execa('age-keygen', ['-o', file]);
  await chmod(file, 0o600);
  const { stdout } = await execa('age-keygen', ['-y', file]);
  return { file, recipient: stdout.trim() };
}

/** A workspace with encrypted files, and the keys to them. */
export interface Vault {
  /** As somebody sees it who has the first key. */
  readonly workspace: Workspace;
  /** As a pull request sees it: no key. */
  readonly keyless: Workspace;
  readonly keys: readonly [AgeKey, AgeKey];
  /** Writes a file encrypted by the rules of the workspace; the plain text goes through a pipe. */
  readonly seal: (path: string, plain: string) => Promise<void>;
  readonly open: (path: string, key?: AgeKey) => Promise<string>;
  readonly dispose: () => Promise<void>;
}

export const sopsRules = (...recipients: string[]): string => `creation_rules:
  - path_regex: values\\.sops\\.yaml$
    age: ${recipients.join(',')}
  - path_regex: staging/.*\\.sops\\.(ya?ml|json)$
    encrypted_regex: ^(data|stringData)$
    age: ${recipients.join(',')}
`;

const digest = 'a'.repeat(64);

/** One workload whose image is pinned already: nothing is to be built. */
export const vaultFiles: Readonly<Record<string, string>> = {
  ...oneEnvironment('vault'),
  'config-repository/umbrella-chart/Chart.yaml': 'apiVersion: v2\nname: vault\nversion: 0.1.0\n',
  'config-repository/umbrella-chart/templates/app.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: app
  namespace: {{ .Release.Namespace }}
spec:
  selector:
    matchLabels: { app: app }
  template:
    metadata:
      labels: { app: app }
    spec:
      containers:
        - name: app
          image: registry.example/app@sha256:${digest}
          envFrom:
            - secretRef: { name: database }
`,
  'config-repository/environments/staging/values.yaml': 'replicas: 1\n',
};

export async function createVault(changes: Readonly<Record<string, string>> = {}): Promise<Vault> {
  const folder = await mkdtemp(join(tmpdir(), 'nx-gitops-keys-'));
  const keys = [await createAgeKey(folder, 'first'), await createAgeKey(folder, 'second')] as const;
  const bare = await createWorkspace({
    ...vaultFiles,
    'config-repository/.sops.yaml': sopsRules(...keys.map(({ recipient }) => recipient)),
    ...changes,
  });
  const keyless = bare.withEnvironment({ HOME: folder, SOPS_AGE_KEY_FILE: join(folder, 'none') });
  const workspace = bare.withEnvironment({ HOME: folder, SOPS_AGE_KEY_FILE: keys[0].file });
  const at = (path: string): string => join(bare.root, path);
  return {
    workspace,
    keyless,
    keys,
    seal: async (path, plain) => {
      const { stdout } = await execa(
        'sops',
        [
          `--config=${at('config-repository/.sops.yaml')}`,
          'encrypt',
          `--filename-override=${at(path)}`,
        ],
        { input: plain, stripFinalNewline: false },
      );
      await workspace.write(path, stdout);
    },
    open: async (path, key = keys[0]) => {
      const env = { HOME: folder, SOPS_AGE_KEY_FILE: key.file };
      const result = await execa('sops', ['decrypt', at(path)], { env });
      return result.stdout;
    },
    dispose: async () => {
      await workspace.dispose();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readPlatformFile } from '../workspace/platform-file.ts';
import { kubectl } from '../workspace/cluster.ts';
import { createVault, type Vault } from '../workspace/vault.ts';
import type { Workspace } from '../workspace/workspace.ts';

const chart = 'config-repository/umbrella-chart';
const state = 'config-repository/.release/staging/state.yaml';

const subchart = (name: string): Record<string, string> => ({
  [`${chart}/charts/${name}/Chart.yaml`]: `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`,
  [`${chart}/charts/${name}/templates/b.yaml`]: `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}-b\ndata:\n  text: {{ .Values.global.text | quote }}\n`,
  [`${chart}/charts/${name}/templates/a.yaml`]: `kind: ServiceAccount\napiVersion: v1\nmetadata: {name: ${name}-a}\n`,
});

let vault: Vault;
let small: Workspace;

beforeAll(async () => {
  // Names whose order is another one with a slash behind them.
  vault = await createVault({
    ...subchart('web'),
    ...subchart('web-admin'),
    'config-repository/environments/staging/values.yaml':
      "global:\n  text: it's on\n  level: info\n",
  });
  small = vault.workspace;
  await small.edit(
    'config-repository/gitops.yaml',
    (text) => `restartOnSecretChange: false\n${text}`,
  );
  await vault.seal(
    'config-repository/environments/staging/database.sops.yaml',
    // nx-gitops-allow: a value of the tests
    'apiVersion: v1\nkind: Secret\nmetadata: { name: database }\nstringData: { password: of-the-tests }\n',
  );
});

afterAll(async () => vault?.dispose());

it('renders the same bytes, and deploys them, without the plugin', async () => {
  const deployed = await small.nx('run', 'config-repository:deploy');
  expect(deployed.exitCode, deployed.output).toBe(0);
  const wanted = await small.read(state);
  const { exitCode, output } = await small.nx('g', 'nx-gitops:eject', 'staging');
  expect(exitCode, output).toBe(0);
  const { kubeconfig = '', context = '' } = await readPlatformFile();
  const bin = join(small.root, '.nx-gitops', 'bin');
  const env = {
    PATH: [bin, process.env['PATH']].join(delimiter),
    KUBECONFIG: kubeconfig,
    SOPS_AGE_KEY_FILE: vault.keys[0].file,
  };
  const run = (script: string, ...args: string[]): Promise<unknown> =>
    execa('bash', [`config-repository/scripts/staging/${script}`, ...args], {
      cwd: small.root,
      env,
    });
  await small.write(state, '');
  await run('render.sh');
  expect(await small.read(state)).toBe(wanted);
  expect(wanted).toContain('password: ENC[');
  const values = 'config-repository/environments/staging/values.yaml';
  await small.edit(values, (text) => text.replace("it's on", 'changed'));
  await run('render.sh');
  await run('deploy.sh', `--kubeconfig-context=${context}`);
  const map = ['get', 'configmap', 'web-b', `--namespace=${small.id}-staging`, '--output=yaml'];
  expect(await kubectl(map)).toContain('text: changed');
  const { stdout } = await small.cli('diff', '--format=json');
  expect(JSON.parse(stdout)).toMatchObject({ changes: [] });
});

it('names what a script cannot do', async () => {
  await small.edit('config-repository/gitops.yaml', (text) => `${text}    labelPods: false\n`);
  const { exitCode, output } = await small.nx('g', 'nx-gitops:eject', 'staging');
  expect(exitCode).not.toBe(0);
  expect(output).toContain('it has labelPods: false');
});

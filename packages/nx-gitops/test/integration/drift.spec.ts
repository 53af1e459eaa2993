import { afterAll, beforeAll, expect, it } from 'vitest';
import { kubectl } from '../workspace/cluster.ts';
import { createShop } from '../workspace/shop.ts';
import type { Workspace } from '../workspace/workspace.ts';

let shop: Workspace;
let inNamespace: string;

beforeAll(async () => {
  shop = await createShop();
  inNamespace = `--namespace=${shop.id}-local`;
  const { exitCode, output } = await shop.nx('run', 'config-repository:deploy-local');
  expect(exitCode, output).toBe(0);
});

afterAll(async () => shop?.dispose());

async function drift(...args: string[]): Promise<{ exitCode: number; found: unknown[] }> {
  const { exitCode, stdout, stderr } = await shop.cli(
    'drift',
    '--environment=local',
    '--format=json',
    ...args,
  );
  expect(stdout, stderr).not.toBe('');
  return { exitCode, found: JSON.parse(stdout) as unknown[] };
}

it('finds no drift in the freshly deployed shop', async () => {
  expect(await drift()).toEqual({ exitCode: 0, found: [] });
  const run = await shop.nx('run', 'config-repository:drift', '--environment=local');
  expect(run.exitCode, run.output).toBe(0);
  expect(run.output).toContain('local: no drift');
});

it('names what was changed by hand and by whom, what is missing, and brings it back', async () => {
  await kubectl(['scale', 'deployment/catalog', '--replicas=3', inNamespace]);
  await kubectl(['label', 'service/orders', 'team=blue', inNamespace]);
  await kubectl(['delete', 'service/payments', inNamespace]);
  const { exitCode, found } = await drift();
  expect(exitCode).toBe(2);
  const id = `${shop.id}-local`;
  expect(found).toEqual(
    expect.arrayContaining([
      {
        object: `Deployment ${id}/catalog`,
        drift: 'changed',
        fields: [{ path: 'spec.replicas', manager: expect.stringContaining('kubectl') as string }],
      },
      {
        object: `Service ${id}/orders`,
        drift: 'changed',
        fields: [{ path: 'metadata.labels.team', manager: 'kubectl-label' }],
      },
      { object: `Service ${id}/payments`, drift: 'missing', fields: [] },
    ]),
  );
  expect(found).toHaveLength(3);
  expect((await drift('--fix', '--dry-run')).exitCode).toBe(2);
  expect((await drift('--fix')).exitCode).toBe(0);
  expect(await drift()).toEqual({ exitCode: 0, found: [] });
  expect((await shop.cli('history', '--environment=local', '--limit=1')).stdout).toContain(
    'drift-fix deployed',
  );
});

it('lets an autoscaler do what a rule expects of it', async () => {
  await kubectl(['scale', 'deployment/catalog', '--replicas=3', inNamespace]);
  await shop.edit(
    'config-repository/gitops.yaml',
    (text) => `${text}drift:\n  ignore:\n    - { kind: Deployment, paths: [spec.replicas] }\n`,
  );
  expect(await drift()).toEqual({ exitCode: 0, found: [] });
});

it('says that there is nothing to compare with', async () => {
  await shop.remove('config-repository/.release/local/state.yaml');
  const { exitCode, stderr } = await shop.cli('drift', '--environment=local');
  expect(exitCode).toBe(1);
  expect(stderr).toContain('SNAPSHOT_MISSING');
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { kubectl, until } from '../workspace/cluster.ts';
import { expectError } from '../workspace/refusal.ts';
import {
  configMap,
  createSnapshot,
  deploySnapshot,
  deployment,
  writeSnapshot,
} from '../workspace/snapshot.ts';
import type { Workspace } from '../workspace/workspace.ts';

let small: Workspace;
let inNamespace: string;

const settings = 'config-repository/gitops.yaml';

/** Adds an annotation and a container to every Deployment that is written, in the API server itself. */
async function inject(): Promise<void> {
  const name = `${small.id}.test.example`;
  const api = 'admissionregistration.k8s.io/v1';
  const policy = {
    apiVersion: api,
    kind: 'MutatingAdmissionPolicy',
    metadata: { name },
    spec: {
      reinvocationPolicy: 'Never',
      matchConstraints: {
        namespaceSelector: {
          matchLabels: { 'kubernetes.io/metadata.name': `${small.id}-staging` },
        },
        resourceRules: [
          {
            apiGroups: ['apps'],
            apiVersions: ['v1'],
            operations: ['CREATE', 'UPDATE'],
            resources: ['deployments'],
          },
        ],
      },
      mutations: [
        {
          patchType: 'ApplyConfiguration',
          applyConfiguration: {
            expression: `Object{
              metadata: Object.metadata{ annotations: { "test.example/injected": "yes" } },
              spec: Object.spec{ template: Object.spec.template{ spec: Object.spec.template.spec{
                containers: [Object.spec.template.spec.containers{ name: "sidecar", image: "sidecar" }]
              } } }
            }`,
          },
        },
      ],
    },
  };
  const binding = {
    apiVersion: api,
    kind: 'MutatingAdmissionPolicyBinding',
    metadata: { name },
    spec: { policyName: name },
  };
  const items = [policy, binding];
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  await kubectl(['create', '--filename=-'], list);
  onEnd = () =>
    kubectl([
      ...['delete', '--ignore-not-found', `mutatingadmissionpolicy/${name}`],
      `mutatingadmissionpolicybinding/${name}`,
    ]);
  await until('the policy is in force', async () =>
    (
      await kubectl(
        ['create', '--dry-run=server', '--output=json', '--filename=-'],
        deployment('probe').replaceAll('{id}', small.id),
      )
    ).includes('sidecar'),
  );
}

let onEnd: (() => Promise<unknown>) | undefined;

beforeAll(async () => {
  small = await createSnapshot(configMap('a'));
  inNamespace = `--namespace=${small.id}-staging`;
  await deploySnapshot(small);
});

afterAll(async () => {
  await onEnd?.();
  await small?.dispose();
});

interface Found {
  readonly object: string;
  readonly drift: string;
  readonly fields: readonly { readonly path: string; readonly manager: string }[];
}

async function drift(...args: string[]): Promise<{ exitCode: number; found: readonly Found[] }> {
  const { exitCode, stdout, stderr } = await small.cli('drift', '--format=json', ...args);
  expect(exitCode, stderr).not.toBe(1);
  return { exitCode, found: JSON.parse(stdout) as Found[] };
}

const setRules = (rules: string): Promise<void> =>
  small.edit(
    settings,
    (text) => `${text.replace(/drift:[\s\S]*$/, '')}drift:\n  ignore:\n${rules}`,
  );

it('takes what an admission policy fills in for no drift, and an item of a list until a rule expects it', async () => {
  await inject();
  await writeSnapshot(small, configMap('a'), deployment('web'));
  await deploySnapshot(small);
  const live = await kubectl(['get', 'deployment/web', '--output=json', inNamespace]);
  expect(live).toContain('test.example/injected');
  const { exitCode, found } = await drift();
  expect(exitCode).toBe(2);
  expect(found.map(({ fields }) => fields.map(({ path }) => path))).toEqual([
    ['spec.template.spec.containers'],
  ]);
  await setRules('    - { kind: Deployment, paths: [spec.template.spec.containers] }\n');
  expect(await drift()).toEqual({ exitCode: 0, found: [] });
});

it('expects what a manager does, by the beginning of its name, and nobody else', async () => {
  const label = ['label', 'configmap/a', inNamespace, '--overwrite'];
  await kubectl([...label, 'mesh=on', '--field-manager=istio-pilot']);
  await kubectl([...label, 'team=blue', '--field-manager=a-person']);
  const paths = async (): Promise<unknown> =>
    (await drift()).found
      .flatMap(({ fields }) => fields.map(({ path, manager }) => `${path} ${manager}`))
      .sort();
  expect(await paths()).toEqual([
    'metadata.labels.mesh istio-pilot',
    'metadata.labels.team a-person',
  ]);
  await small.edit(settings, (text) => `${text}    - { managers: [istio-] }\n`);
  expect(await paths()).toEqual(['metadata.labels.team a-person']);
});

it('mends what nobody expects, and leaves alone what a rule does', async () => {
  await small.edit(
    settings,
    (text) => `${text}    - { kind: Deployment, paths: [spec.replicas] }\n`,
  );
  await kubectl(['scale', 'deployment/web', '--replicas=3', inNamespace]);
  expect((await drift('--fix')).exitCode).toBe(0);
  expect(await drift()).toEqual({ exitCode: 0, found: [] });
  const read = (object: string, path: string): Promise<string> =>
    kubectl(['get', object, `--output=jsonpath=${path}`, inNamespace]);
  expect(await read('deployment/web', '{.spec.replicas}')).toBe('3');
  expect(await read('configmap/a', '{.metadata.labels.mesh}')).toBe('on');
  expect(await read('configmap/a', '{.metadata.labels.team}')).toBe('');
});

it('finds an object that is there without the snapshot having it', async () => {
  const state = 'config-repository/.release/staging/state.yaml';
  const before = await small.read(state);
  await writeSnapshot(small, configMap('a'), deployment('web'), configMap('more'));
  await deploySnapshot(small);
  await small.write(state, before);
  const { exitCode, found } = await drift();
  expect(exitCode).toBe(2);
  expect(found).toEqual([
    { object: `ConfigMap ${small.id}-staging/more`, drift: 'extra', fields: [] },
  ]);
});

it('brings back only what was deployed: a snapshot that nobody deployed is for a deploy', async () => {
  const { exitCode, stderr } = await small.cli('drift', '--fix');
  expect(exitCode).toBe(1);
  expectError(stderr.slice(stderr.indexOf('DRIFT_REFUSED')), {
    code: 'DRIFT_REFUSED',
    problem: ['The snapshot of staging is another one than what was deployed last'],
    hint: 'Deploy it, or check out what runs',
  });
  expect(stderr).toContain('staging runs another snapshot');
  expect(await kubectl(['get', 'configmap/more', '--output=name', inNamespace])).not.toBe('');
  await deploySnapshot(small, '--allow-deletion');
});

it('waits for a freeze to end, and for somebody to confirm it where the environment is protected', async () => {
  await kubectl(['delete', 'configmap/a', inNamespace]);
  await small.cli('freeze', 'staging', '--reason=sale');
  expectError((await small.cli('drift', '--fix')).stderr, {
    code: 'ENVIRONMENT_FROZEN',
    problem: ['staging is closed: sale'],
    hint: 'nx-gitops unfreeze staging',
  });
  await small.cli('unfreeze', 'staging');
  await small.edit(settings, (text) =>
    text.replace('-staging\n', '-staging\n    protected: true\n'),
  );
  expectError((await small.cli('drift', '--fix')).stderr, {
    code: 'NOT_CONFIRMED',
    problem: ['staging is protected: 1 objects are brought back'],
    hint: '--yes',
  });
  expect((await drift()).exitCode).toBe(2);
  expect((await drift('--fix', '--yes')).exitCode).toBe(0);
  expect(await drift()).toEqual({ exitCode: 0, found: [] });
});

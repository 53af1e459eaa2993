import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { kubectl, until } from '../workspace/cluster.ts';
import { expectError } from '../workspace/refusal.ts';
import {
  configMap,
  createSnapshot,
  deploySnapshot,
  deployment,
  object,
  writeSnapshot,
} from '../workspace/snapshot.ts';
import type { Workspace } from '../workspace/workspace.ts';

let small: Workspace;
let inNamespace: string;

/** The wait of a deploy is far longer than the test: whatever ends has ended by its cause. */
beforeAll(async () => {
  small = await createSnapshot(configMap('base'));
  inNamespace = `--namespace=${small.id}-staging`;
  await small.edit('config-repository/gitops.yaml', (text) => text.replace('60s', '30m'));
  await deploys();
});

beforeEach(() => writeSnapshot(small, configMap('base')));

afterAll(() => small?.dispose());

const deploys = (): Promise<string> => deploySnapshot(small, '--allow-deletion');

async function expectCause(texts: readonly string[], ...objects: string[]): Promise<void> {
  await writeSnapshot(small, configMap('base'), ...objects);
  await expectUnhealthy(texts, 'deploy', '--allow-deletion');
}

async function expectUnhealthy(texts: readonly string[], ...args: string[]): Promise<void> {
  const { exitCode, stderr } = await small.cli(...args);
  expect(exitCode).toBe(1);
  expect(stderr).toContain('RELEASE_UNHEALTHY: ');
  const errors = stderr.slice(stderr.indexOf('RELEASE_UNHEALTHY'));
  expectError(errors, {
    code: 'RELEASE_UNHEALTHY',
    problem: [`small in namespace ${small.id}-staging (context nx-gitops-local)`],
    hint: texts[0] ?? '',
  });
  for (const text of texts) expect(errors).toContain(text);
}

const job = (name: string): string =>
  object(
    'batch/v1',
    'Job',
    name,
    `spec:
  backoffLimit: 0
  template:
    metadata:
      labels: { nx-gitops.dev/fails: exit }
    spec:
      restartPolicy: Never
      containers:
        - { name: run, image: registry.example/run@sha256:${'a'.repeat(64)} }
`,
  );

it('a crash loop: exit code and last log lines; the deploy that corrects it goes through', async () => {
  await expectCause(
    ['container web: CrashLoopBackOff', 'exit code 3', 'Last log lines of web-'],
    deployment('web', 'nx-gitops.dev/fails: crash-loop'),
  );
  await writeSnapshot(small, configMap('base'), deployment('web'));
  await deploys();
});

it('what drift --fix brings back: its cause, as of a deploy', async () => {
  const causes = ['container back: CrashLoopBackOff', 'exit code 3', 'Last log lines of back-'];
  await expectCause(causes, deployment('back', 'nx-gitops.dev/fails: crash-loop'));
  await kubectl(['delete', 'deployment', 'back', inNamespace]);
  await expectUnhealthy(causes, 'drift', '--fix');
  expect((await small.cli('history', '--limit=1')).stdout).toContain('drift-fix failed');
});

it('an image that cannot be pulled', () =>
  expectCause(
    ['container pull: ImagePullBackOff, Back-off pulling image'],
    deployment('pull', 'nx-gitops.dev/fails: image-pull'),
  ));

it('a pod that fits on no node', () =>
  expectCause(
    ['Pod big-', 'not scheduled: ', 'node affinity'],
    deployment('big').replace(
      '      containers:',
      '      nodeSelector: { disk: none }\n      containers:',
    ),
  ));

it('a job that failed', () => expectCause(['BackoffLimitExceeded'], job('migrate')));

it('a quota that leaves no room for pods', async () => {
  await kubectl(['create', 'quota', 'none', '--hard=pods=0', inNamespace]);
  await until('the quota counts', async () =>
    (
      await kubectl(['get', 'quota', 'none', '--output=jsonpath={.status.hard}', inNamespace])
    ).includes('pods'),
  );
  await expectCause(['ReplicaSet more-', 'exceeded quota: none'], deployment('more'));
  await kubectl(['delete', 'quota', 'none', inNamespace]);
});

it('a webhook that does not let an object in, and is no silent API server', async () => {
  const webhook = {
    name: `${small.id}.test.example`,
    clientConfig: { url: 'https://127.0.0.1:1/' },
    rules: [
      { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['services'] },
    ],
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': `${small.id}-staging` } },
    ...{ sideEffects: 'None', admissionReviewVersions: ['v1'], failurePolicy: 'Fail' },
  };
  const configuration = {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: small.id },
    webhooks: [webhook],
  };
  await kubectl(['create', '--filename=-'], JSON.stringify(configuration));
  try {
    await writeSnapshot(
      small,
      configMap('base'),
      object('v1', 'Service', 'web', 'spec:\n  ports:\n    - { port: 80 }\n'),
    );
    const { exitCode, stderr } = await small.cli('deploy', '--allow-deletion');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('APPLY_REFUSED: The API server refuses an object of small');
    expect(stderr).toContain(webhook.name);
  } finally {
    await kubectl(['delete', 'validatingwebhookconfiguration', small.id]);
  }
});

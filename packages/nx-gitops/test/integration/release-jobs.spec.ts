import { afterAll, beforeAll, expect, it } from 'vitest';
import { kubectl, until } from '../workspace/cluster.ts';
import { renderStage } from '../workspace/render-stage.ts';
import { createWorkspace, type Workspace } from '../workspace/workspace.ts';
import { vaultFiles } from '../workspace/vault.ts';

const digest = 'a'.repeat(64);
const values = 'config-repository/environments/staging/values.yaml';

/** As docs/operations.md has it. A node that there is not lets a migration hang until the test decides. */
const chart = `apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
  namespace: {{ .Release.Namespace }}
  annotations:
    kapp.k14s.io/versioned: ''
    kapp.k14s.io/change-group: migrations
spec:
  backoffLimit: 0
  template:
    spec:
      restartPolicy: Never
      {{- if .Values.hang }}
      nodeSelector: { disk: none }
      {{- end }}
      containers:
        - name: migrate
          image: registry.example/app@sha256:${digest}
          args: [migrate, {{ .Values.schema | quote }}]
---
apiVersion: batch/v1
kind: Job
metadata:
  name: notify
  namespace: {{ .Release.Namespace }}
  annotations:
    helm.sh/hook: post-install,post-upgrade
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: notify
          image: registry.example/app@sha256:${digest}
          args: [notify, {{ .Values.schema | quote }}]
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: app
  namespace: {{ .Release.Namespace }}
  annotations:
    kapp.k14s.io/change-rule: upsert after upserting migrations
    release: {{ .Values.release | quote }}
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
`;

let workspace: Workspace;
let inNamespace: string;

beforeAll(async () => {
  workspace = await createWorkspace({
    ...vaultFiles,
    'config-repository/umbrella-chart/templates/app.yaml': chart,
  });
  inNamespace = `--namespace=${workspace.id}-staging`;
});

afterAll(async () => workspace?.dispose());

async function deploy(given: Readonly<Record<string, string | boolean>>): Promise<{
  exitCode: number;
  stderr: string;
}> {
  await workspace.write(values, JSON.stringify({ hang: false, ...given }));
  await renderStage(workspace);
  return workspace.cli('deploy');
}

const jobs = async (): Promise<string[]> =>
  (await kubectl(['get', 'jobs', inNamespace, '--output=name'])).match(/\S+migrate\S+/g)?.sort() ??
  [];

const notified = (): Promise<string> =>
  kubectl([
    ...['get', 'job/notify', inNamespace],
    '--output=jsonpath={.spec.template.spec.containers[0].args}',
  ]);

const running = (): Promise<string> =>
  kubectl([
    'get',
    'deployment/app',
    inNamespace,
    '--output=jsonpath={.metadata.annotations.release}',
  ]);

it('migrates before the roll-out', async () => {
  const { exitCode, stderr } = await deploy({ schema: '1', release: 'first' });
  expect(exitCode, stderr).toBe(0);
  expect(stderr.indexOf('ok: reconcile job/migrate-ver-1')).toBeGreaterThan(-1);
  expect(stderr.indexOf('create deployment/app')).toBeGreaterThan(
    stderr.indexOf('ok: reconcile job/migrate-ver-1'),
  );
});

it('migrates once: a release that does not change the migration runs no second one', async () => {
  const { exitCode, stderr } = await deploy({ schema: '1', release: 'second' });
  expect(exitCode, stderr).toBe(0);
  expect(await running()).toBe('second');
  expect(await jobs()).toEqual(['job.batch/migrate-ver-1']);
});

it('migrates again when the migration changes, and makes the Job of a hook anew, as Helm does', async () => {
  expect(await notified()).toBe('["notify","1"]');
  const { exitCode, stderr } = await deploy({ schema: '2', release: 'third' });
  expect(exitCode, stderr).toBe(0);
  expect(await jobs()).toEqual(['job.batch/migrate-ver-1', 'job.batch/migrate-ver-2']);
  expect(await notified()).toBe('["notify","2"]');
});

it('stops the roll-out where a migration fails, and says which', async () => {
  const failing = deploy({ schema: '3', release: 'fourth', hang: true });
  await until(
    'the migration waits',
    async () => {
      const args = ['get', 'pods', inNamespace, '--selector=job-name=migrate-ver-3'];
      const pod = (await kubectl([...args, '--output=name'])).trim();
      if (pod === '') return false;
      const status = JSON.stringify({ status: { phase: 'Failed' } });
      await kubectl(['patch', pod, inNamespace, '--subresource=status', `--patch=${status}`]);
      return true;
    },
    120,
  );
  const { exitCode, stderr } = await failing;
  expect(exitCode).toBe(1);
  expect(stderr).toContain('RELEASE_UNHEALTHY: ');
  expect(stderr).toContain('job/migrate-ver-3');
  expect(await running()).toBe('third');
});

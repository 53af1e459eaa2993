import { expect } from 'vitest';
import { oneEnvironment } from './one-environment.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** The snapshot of a workspace that was made by `createSnapshot`. */
export const snapshotPath = 'config-repository/.release/staging/state.yaml';

/** A workspace without services whose snapshot is written by hand: for what begins at the snapshot. */
export async function createSnapshot(...objects: readonly string[]): Promise<Workspace> {
  const workspace = await createWorkspace({
    ...oneEnvironment('small'),
    [snapshotPath]: objects.join('---\n'),
  });
  await workspace.git('config', 'user.name', 'test');
  await workspace.git('config', 'user.email', 'test@example.com');
  return workspace;
}

/** An object of a snapshot; `body` is YAML below its metadata. */
export const object = (apiVersion: string, kind: string, name: string, body = ''): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${name}\n  namespace: {id}-staging\n${body}`;

export const configMap = (name: string, value = 'old'): string =>
  object('v1', 'ConfigMap', name, `data:\n  value: ${value}\n`);

/** A Deployment of one container; `labels` are YAML in flow style, for the stages that make pods fail. */
export const deployment = (name: string, labels = '', digest = 'a'.repeat(64)): string =>
  object(
    'apps/v1',
    'Deployment',
    name,
    `spec:
  replicas: 1
  selector:
    matchLabels: { app: ${name} }
  template:
    metadata:
      labels: { app: ${name}${labels ? `, ${labels}` : ''} }
    spec:
      containers:
        - name: ${name}
          image: registry.example/${name}@sha256:${digest}
`,
  );

/** Deploys it, which has to go well. Answers what was said. */
export async function deploySnapshot(
  workspace: Workspace,
  ...args: readonly string[]
): Promise<string> {
  const { exitCode, stdout, stderr } = await workspace.cli('deploy', ...args);
  expect(exitCode, stderr).toBe(0);
  return `${stderr}${stdout}`;
}

/** Writes another snapshot; `{id}` becomes the workspace's own id. */
export const writeSnapshot = (workspace: Workspace, ...objects: readonly string[]): Promise<void> =>
  workspace.write(snapshotPath, objects.join('---\n').replaceAll('{id}', workspace.id));

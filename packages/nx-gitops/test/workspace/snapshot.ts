import { createWorkspace, type Workspace } from './workspace.ts';

/** The snapshot of a workspace that was made by `createSnapshot`. */
export const snapshotPath = 'config-repository/.release/staging/state.yaml';

const files: Readonly<Record<string, string>> = {
  'nx.json': JSON.stringify({ plugins: ['nx-gitops'], analytics: false }),
  'package.json': JSON.stringify({ name: 'snapshot', private: true }),
  '.gitignore': 'node_modules\n.nx\n.nx-gitops\n',
  'config-repository/gitops.yaml': `application: small
kubernetes: '1.37.2'
waitTimeout: 60s
defaultEnvironment: staging
environments:
  staging:
    namespace: {id}-staging
`,
};

/** A workspace without services whose snapshot is written by hand: for what begins at the snapshot. */
export async function createSnapshot(...objects: readonly string[]): Promise<Workspace> {
  const workspace = await createWorkspace({ ...files, [snapshotPath]: objects.join('---\n') });
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

/** Writes another snapshot; `{id}` becomes the workspace's own id. */
export const writeSnapshot = (workspace: Workspace, ...objects: readonly string[]): Promise<void> =>
  workspace.write(snapshotPath, objects.join('---\n').replaceAll('{id}', workspace.id));

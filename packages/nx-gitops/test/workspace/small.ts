import { oneEnvironment } from './one-environment.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** One service, one chart of its own, one environment: the least that goes the whole way. */
export const smallFiles: Readonly<Record<string, string>> = {
  ...oneEnvironment('small'),
  'apps/hello/Dockerfile': 'FROM scratch\nCOPY hello.txt /\nCMD ["/hello.txt"]\n',
  'apps/hello/hello.txt': 'hello {id}\n',
  'apps/hello/kbld.yaml': `apiVersion: kbld.k14s.io/v1alpha1
kind: Sources
sources:
  - image: hello
    path: .
---
apiVersion: kbld.k14s.io/v1alpha1
kind: ImageDestinations
destinations:
  - image: hello
    newImage: registry.small.example/{id}/hello
`,
  'config-repository/umbrella-chart/Chart.yaml': 'apiVersion: v2\nname: small\nversion: 0.1.0\n',
  'config-repository/umbrella-chart/templates/hello.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: hello
  namespace: {{ .Release.Namespace }}
spec:
  replicas: {{ .Values.replicas }}
  selector:
    matchLabels: { app: hello }
  template:
    metadata:
      labels: { app: hello }
    spec:
      containers:
        - name: hello
          image: hello
`,
  'config-repository/umbrella-chart/values.yaml': 'replicas: 1\n',
};

/** A small workspace; `changes` are files that are added, or take the place of those of the same path. */
export const createSmall = (changes: Readonly<Record<string, string>> = {}): Promise<Workspace> =>
  createWorkspace({ ...smallFiles, ...changes });

/** A small workspace whose lock and snapshot are made, committed and, where asked for, deployed. */
export async function createReleased(target: 'render' | 'deploy'): Promise<Workspace> {
  const workspace = await createSmall();
  const { exitCode, output } = await workspace.nx('run', `config-repository:${target}`);
  if (exitCode !== 0) throw new Error(output);
  await workspace.commit('chore: release');
  return workspace;
}

/** Back to what is committed, for the next test. */
export async function restore(workspace: Workspace): Promise<void> {
  await workspace.git('checkout', '--quiet', '--', '.');
  await workspace.git('clean', '--quiet', '--force', '-d');
}

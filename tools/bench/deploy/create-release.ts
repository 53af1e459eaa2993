import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commitAll } from '../render/create-umbrella.ts';

/** The snapshot of so many services of five objects each; `value` is what the service in the middle says. */
export function formatState(namespace: string, count: number, value: string): string {
  return Array.from({ length: count }, (_, index) =>
    formatService(namespace, `svc-${index}`, index === count >> 1 ? value : 'old'),
  )
    .flat()
    .join('---\n');
}

function formatService(namespace: string, name: string, value: string): string[] {
  const object = (apiVersion: string, kind: string, body: string): string =>
    `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  labels:\n    app.kubernetes.io/name: ${name}\n  name: ${name}\n  namespace: ${namespace}\n${body}`;
  const selector = `selector:\n    matchLabels:\n      app.kubernetes.io/name: ${name}\n`;
  const template = `  template:\n    metadata:\n      labels:\n        app.kubernetes.io/name: ${name}\n    spec:\n      containers:\n        - env:\n            - name: VALUE\n              value: ${value}\n          image: registry.example/${name}@sha256:${'a'.repeat(64)}\n          name: web\n`;
  return [
    object('v1', 'ConfigMap', `data:\n  value: ${value}\n`),
    object('v1', 'ServiceAccount', ''),
    object(
      'v1',
      'Service',
      `spec:\n  ports:\n    - name: http\n      port: 80\n  selector:\n    app.kubernetes.io/name: ${name}\n`,
    ),
    object('policy/v1', 'PodDisruptionBudget', `spec:\n  minAvailable: 0\n  ${selector}`),
    object('apps/v1', 'Deployment', `spec:\n  replicas: 1\n  ${selector}${template}`),
  ];
}

/** A workspace in Git whose environment `staging` goes to a namespace. */
export function createRelease(folder: string, namespace: string, state: string): void {
  mkdirSync(join(folder, 'shop/.release/staging'), { recursive: true });
  const write = (path: string, text: string): void => writeFileSync(join(folder, path), text);
  write('nx.json', '{}');
  write('.gitignore', '.nx-gitops\n');
  write(
    'shop/gitops.yaml',
    `application: shop\nwaitTimeout: 30m\nservices: []\ndefaultEnvironment: staging\nenvironments:\n  staging:\n    namespace: ${namespace}\n`,
  );
  write('shop/.release/staging/state.yaml', state);
  commitAll(folder);
}

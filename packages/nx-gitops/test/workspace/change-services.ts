import type { Workspace } from './workspace.ts';

/** Adds the service "refunds": a copy of payments, with the smallest subchart that works. */
export async function addService(workspace: Workspace): Promise<void> {
  for (const path of (await workspace.git('ls-files', 'apps/payments')).split('\n')) {
    const text = await workspace.read(path);
    await workspace.write(
      path.replace('apps/payments', 'apps/refunds'),
      text
        .replaceAll('@shop/payments', '@shop/refunds')
        .replaceAll('image: payments', 'image: refunds')
        .replaceAll('shop/payments', 'shop/refunds'),
    );
  }
  const chart = 'config-repository/umbrella-chart/charts/refunds';
  await workspace.write(`${chart}/Chart.yaml`, 'apiVersion: v2\nname: refunds\nversion: 0.1.0\n');
  await workspace.write(`${chart}/templates/all.yaml`, manifests);
}

const manifests = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: refunds
  namespace: {{ .Release.Namespace }}
spec:
  selector:
    matchLabels: { app: refunds }
  template:
    metadata:
      labels: { app: refunds }
    spec:
      containers:
        - name: refunds
          image: refunds
---
apiVersion: v1
kind: Service
metadata:
  name: refunds
  namespace: {{ .Release.Namespace }}
spec:
  selector: { app: refunds }
  ports:
    - port: 80
`;

/** Removes the service "storefront": its project, its subchart, its lock. */
export async function removeStorefront(workspace: Workspace): Promise<void> {
  await workspace.remove('apps/storefront');
  await workspace.remove('node_modules/@shop/storefront');
  await workspace.remove('config-repository/app-locks/storefront.kbld.lock.yml');
  await workspace.remove('config-repository/umbrella-chart/charts/storefront');
  const chart = 'config-repository/umbrella-chart';
  await workspace.edit(`${chart}/Chart.yaml`, (text) =>
    text.replace(/ {2}- name: storefront\n.*\n.*\n/, ''),
  );
  await workspace.helm('dependency', 'update', `${workspace.root}/${chart}`);
}

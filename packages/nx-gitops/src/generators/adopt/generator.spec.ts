import type { Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { beforeEach, expect, it } from 'vitest';
import { parse } from 'yaml';
import { checkChartLock } from '../../model/chart/chart-lock.ts';
import { parseSettings } from '../../model/settings/parse-settings.ts';
import { adoptGenerator } from './generator.ts';
import type { AdoptOptions } from './schema.ts';

let tree: Tree;

beforeEach(() => {
  tree = createTreeWithEmptyWorkspace();
});

const read = (file: string): string => tree.read(file, 'utf8') ?? '';
const repository = 'config-repository';
const settings = () => parseSettings(read(`${repository}/gitops.yaml`), repository);
const values = (environment: string): unknown =>
  parse(read(`${repository}/environments/${environment}/values.yaml`));

/** Twice: the second time changes nothing. */
async function adopt(options: AdoptOptions): Promise<void> {
  await adoptGenerator(tree, options);
  const once = tree.listChanges().map(({ path, content }) => [path, String(content)]);
  await adoptGenerator(tree, options);
  expect(tree.listChanges().map(({ path, content }) => [path, String(content)])).toEqual(once);
  const umbrella = `${repository}/umbrella-chart`;
  if (tree.exists(`${umbrella}/Chart.lock`)) {
    const lock = read(`${umbrella}/Chart.lock`);
    expect(() => checkChartLock(read(`${umbrella}/Chart.yaml`), lock, umbrella)).not.toThrow();
  }
}

const chart = (folder: string, name: string): void => {
  tree.write(`${folder}/Chart.yaml`, `apiVersion: v2\nname: ${name}\nversion: 1.2.3\n`);
  tree.write(`${folder}/values.yaml`, 'replicas: 1\n');
  tree.write(`${folder}/templates/map.yaml`, 'kind: ConfigMap\n');
};

it('brings in charts of the workspace', async () => {
  chart('deploy/web', 'web');
  chart('deploy/store', 'store');
  await adopt({ from: 'charts', path: 'deploy', application: 'shop', environment: 'staging' });
  expect(settings()).toMatchObject({
    application: 'shop',
    environments: [{ name: 'staging', namespace: 'shop', labelPods: true }],
  });
  expect(read(`${repository}/umbrella-chart/charts/web/values.yaml`)).toBe('replicas: 1\n');
  expect(parse(read(`${repository}/umbrella-chart/Chart.yaml`))).toMatchObject({
    dependencies: [
      { name: 'store', version: '1.2.3', repository: '' },
      { name: 'web', version: '1.2.3', repository: '' },
    ],
  });
});

const application = (name: string, spec: string): string => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: ${name} }
spec:
${spec}`;

it('makes environments, charts and values of Applications of Argo CD', async () => {
  chart('deploy/web', 'web');
  tree.write('deploy/web/values-staging.yaml', 'replicas: 2\nlevel: debug\n');
  const own = (environment: string, more: string): string =>
    application(
      `shop-${environment}`,
      `  destination: { name: ${environment}-cluster, namespace: shop-${environment} }
  source:
    repoURL: https://git.example/shop
    path: deploy/web
    helm:
      releaseName: shop
${more}`,
    );
  tree.write(
    'argocd/apps.yaml',
    [
      own(
        'staging',
        '      valueFiles: [values-staging.yaml]\n      parameters: [{ name: image.tag, value: v7 }]\n',
      ),
      own(
        'production',
        '      valuesObject: { replicas: 5, database: { password: Kq7Vx2Zp9wLm4T } }\n',
      ),
      application(
        'redis',
        `  destination: { namespace: shop-staging }
  source:
    { repoURL: charts.example/library, chart: redis, targetRevision: 23.1.0, helm: { releaseName: shop } }
`,
      ),
    ].join('---\n'),
  );
  await adopt({ from: 'argocd', path: 'argocd' });
  expect(settings()).toMatchObject({
    application: 'shop',
    environments: [
      { name: 'production', namespace: 'shop-production', context: 'production-cluster' },
      { name: 'staging', namespace: 'shop-staging', context: 'staging-cluster', labelPods: false },
    ],
  });
  expect(values('staging')).toEqual({
    global: {},
    web: { replicas: 2, level: 'debug', image: { tag: 'v7' } },
  });
  expect(values('production')).toEqual({ global: {}, web: { replicas: 5 } });
  expect(parse(read(`${repository}/umbrella-chart/Chart.yaml`))).toMatchObject({
    dependencies: [
      { name: 'web', repository: '' },
      { name: 'redis', version: '23.1.0', repository: 'oci://charts.example/library' },
    ],
  });
});

it('makes them of HelmReleases and Kustomizations of Flux', async () => {
  tree.write(
    'clusters/staging/shop.yaml',
    `apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: library }
spec: { url: https://charts.example/library }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: redis, namespace: shop }
spec:
  chart: { spec: { chart: redis, version: 23.1.0, sourceRef: { kind: HelmRepository, name: library } } }
  values: { replicas: 3 }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: web, namespace: flux-system }
spec: { path: ./deploy/overlays/staging, targetNamespace: shop }
`,
  );
  tree.write('deploy/base/kustomization.yaml', 'resources: [web.yaml]\n');
  tree.write('deploy/base/web.yaml', 'kind: ConfigMap\n');
  tree.write('deploy/overlays/staging/kustomization.yaml', 'resources: [../../base]\n');
  await adopt({ from: 'flux' });
  expect(settings()).toMatchObject({
    application: 'redis',
    environments: [{ name: 'staging', namespace: 'shop' }],
  });
  expect(values('staging')).toEqual({ global: {}, redis: { replicas: 3 } });
  expect(parse(read(`${repository}/environments/staging/kustomization.yaml`))).toMatchObject({
    resources: ['../../kustomize/web/overlays/staging'],
  });
  expect(read(`${repository}/kustomize/web/base/web.yaml`)).toBe('kind: ConfigMap\n');
});

it('reads the names of a k8s-gitops layout in its scripts, and leaves the rest', async () => {
  chart(`${repository}/umbrella-chart/charts/demo-service`, 'demo-service');
  const names = 'apiVersion: v2\nname: umbrella-chart\nversion: 0.1.0\n';
  tree.write(`${repository}/umbrella-chart/Chart.yaml`, names);
  tree.write(`${repository}/render.sh`, 'helm template my-app ./umbrella-chart\n');
  const deploy =
    './render.sh\n# kapp deploy -n old -a old\nkapp deploy -n demo -a my-app -c -f x\n';
  tree.write(`${repository}/deploy.sh`, deploy);
  tree.write('.gitignore', 'node_modules\n.release\n');
  await adopt({ from: 'seed' });
  expect(settings()).toMatchObject({
    application: 'my-app',
    environments: [{ name: 'default', namespace: 'demo', labelPods: true }],
  });
  expect(read('.gitignore')).toBe('node_modules\n');
  expect(read(`${repository}/umbrella-chart/Chart.yaml`)).toContain('name: demo-service');
  expect(read(`${repository}/deploy.sh`)).toBe(deploy);
});

it('says in one sentence what is missing', async () => {
  await expect(adoptGenerator(tree, { from: 'argocd' })).rejects.toThrow(
    /OPTIONS_INVALID.*Argo CD/,
  );
  await expect(adoptGenerator(tree, { from: 'charts' })).rejects.toThrow(/needs --path/);
  await expect(adoptGenerator(tree, { from: 'seed' })).rejects.toThrow(/CHART_INVALID/);
});

import { readJson, readNxJson, updateJson, type Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { checkChartLock, digestDependencies } from '../../model/chart/chart-lock.ts';
import { parseKbld } from '../../model/lock/kbld.ts';
import { serviceGenerator } from './generator.ts';

const chart = 'config-repository/umbrella-chart';

const chartText = `apiVersion: v2
name: umbrella-chart
version: 0.1.0
# The charts are in charts/.
dependencies:
  - name: catalog
    version: 0.1.0
    repository: ''
    condition: catalog.enabled # not everywhere
`;

/** In the form that "helm dependency update" writes; the digest is that of another Chart.yaml. */
const lockText = `dependencies:
- name: catalog
  repository: ""
  version: 0.1.0
digest: sha256:6f85fe91ef2d9fcfa2a21e8b5d1a4b3d0e2ea8b7a0e35d0d3c5d3a5f8c8d2b11
generated: "2026-11-22T16:17:49.190318443Z"
`;

let tree: Tree;

beforeEach(() => {
  tree = createTreeWithEmptyWorkspace();
  tree.write('config-repository/gitops.yaml', 'application: shop\n');
  tree.write(`${chart}/Chart.yaml`, 'apiVersion: v2\nname: umbrella-chart\nversion: 0.1.0\n');
});

const text = (file: string): string => tree.read(file, 'utf8') ?? '';

const snapshot = (): ReadonlyMap<string, string> =>
  new Map(tree.listChanges().map(({ path, content }) => [path, String(content)]));

describe('a new service', () => {
  it('is a package with an image and a subchart', async () => {
    asPackages();
    await serviceGenerator(tree, { name: 'reviews' });

    expect(tree.children('apps/reviews').sort()).toEqual([
      '.dockerignore',
      'Dockerfile',
      'kbld.yaml',
      'package.json',
      'src',
      'tsconfig.json',
    ]);
    expect(tree.children(`${chart}/charts/reviews/templates`).sort()).toEqual([
      'deployment.yaml',
      'network-policy.yaml',
      'pod-disruption-budget.yaml',
      'service-account.yaml',
      'service.yaml',
    ]);
    expect(readJson(tree, 'package.json').workspaces).toContain('apps/*');
  });

  it('has a kbld.yaml that names the registry', async () => {
    await serviceGenerator(tree, { name: 'reviews', registry: 'ghcr.io/acme/' });

    const [image] = parseKbld(text('apps/reviews/kbld.yaml'), 'apps/reviews/kbld.yaml');

    expect(image).toMatchObject({
      image: 'reviews',
      destination: 'ghcr.io/acme/reviews',
      dockerfile: 'apps/reviews/Dockerfile',
    });
  });

  it('is a project of Nx where projects are no packages', async () => {
    await serviceGenerator(tree, { name: 'reviews' });

    expect(readJson(tree, 'apps/reviews/project.json')).toMatchObject({
      name: 'reviews',
      targets: { build: { executor: 'nx:run-commands', outputs: ['{projectRoot}/dist'] } },
    });
    expect(tree.exists('apps/reviews/src/main.ts')).toBe(true);
    expect(readJson(tree, 'package.json').devDependencies).toHaveProperty('esbuild');
  });

  it('joins the workspaces of pnpm', async () => {
    tree.write('pnpm-workspace.yaml', 'packages:\n  - libs/* # ours\n');

    await serviceGenerator(tree, { name: 'reviews' });

    expect(text('pnpm-workspace.yaml')).toBe('packages:\n  - libs/* # ours\n  - apps/*\n');
  });

  it('goes to the registry of the others', async () => {
    await serviceGenerator(tree, { name: 'reviews', registry: 'ghcr.io/acme' });

    await serviceGenerator(tree, { name: 'parcels' });

    expect(text('apps/parcels/kbld.yaml')).toContain('newImage: ghcr.io/acme/parcels\n');
  });

  it('keeps the scope in the name of the project only', async () => {
    await serviceGenerator(tree, { name: '@shop/reviews', directory: 'services' });

    expect(readJson(tree, 'services/reviews/project.json').name).toBe('@shop/reviews');
    expect(parse(text(`${chart}/charts/reviews/Chart.yaml`))).toMatchObject({ name: 'reviews' });
  });

  it('changes nothing the second time', async () => {
    await serviceGenerator(tree, { name: '@shop/reviews' });
    const first = snapshot();

    const install = await serviceGenerator(tree, { name: 'reviews' });

    expect(snapshot()).toEqual(first);
    expect(install).toBeUndefined();
  });
});

describe('an existing project', () => {
  beforeEach(() => {
    tree.write('libs/parcels/project.json', '{ "name": "@shop/parcels" }');
    tree.write('libs/parcels/Dockerfile', 'FROM scratch\n');
  });

  it('becomes a service where it is, and keeps what it has', async () => {
    await serviceGenerator(tree, { name: 'parcels' });

    expect(text('libs/parcels/Dockerfile')).toBe('FROM scratch\n');
    expect(tree.children('libs/parcels').sort()).toEqual([
      '.dockerignore',
      'Dockerfile',
      'kbld.yaml',
      'project.json',
    ]);
    expect(tree.exists('apps')).toBe(false);
  });
});

describe('a folder that Nx does not know', () => {
  it('becomes a project and a service, and nothing is put among its sources', async () => {
    tree.write('apps/parcels/package.json', '{ "scripts": { "build": "tsc" } }');

    await serviceGenerator(tree, { name: '@shop/parcels' });
    const first = snapshot();
    await serviceGenerator(tree, { name: '@shop/parcels' });

    expect(readJson(tree, 'apps/parcels/project.json')).toMatchObject({ name: '@shop/parcels' });
    expect(tree.children('apps/parcels').sort()).toEqual([
      '.dockerignore',
      'Dockerfile',
      'kbld.yaml',
      'package.json',
      'project.json',
    ]);
    expect(snapshot()).toEqual(first);
  });

  it('is left as it is where kbld.yaml makes it a service already', async () => {
    tree.write('apps/parcels/kbld.yaml', 'kind: Sources\n');

    await serviceGenerator(tree, { name: 'parcels' });

    expect(tree.children('apps/parcels')).not.toContain('project.json');
  });
});

describe('the registry', () => {
  const kept = (): unknown => readNxJson(tree)?.generators?.['nx-gitops:service'];

  it('that was named first is kept for the next services', async () => {
    await serviceGenerator(tree, { name: 'reviews', registry: 'ghcr.io/acme/' });
    await serviceGenerator(tree, { name: 'parcels', registry: 'ghcr.io/other' });

    expect(kept()).toEqual({ registry: 'ghcr.io/acme' });
  });

  it('that nobody named is not kept', async () => {
    await serviceGenerator(tree, { name: 'reviews', registry: '' });

    expect(kept()).toBeUndefined();
    expect(text('apps/reviews/kbld.yaml')).toContain('newImage: registry.example/reviews\n');
  });
});

describe('each kind', () => {
  const endsAsNobody = /USER 65532:65532\n(ENV .*\n)?EXPOSE 8080\n(CMD|ENTRYPOINT|$)/;

  it.each([
    ['node', 'apps/it/src/main.ts', /^FROM node:[\d.]+-bookworm-slim@sha256:/],
    ['static', 'apps/it/nginx.conf', /COPY public\/ \/usr\/share\/nginx\/html\//],
    [
      'go',
      'apps/it/main.go',
      /--mount=type=cache,target=\/go\/pkg\/mod(.|\n)*FROM gcr\.io\/distroless/,
    ],
    [
      'python',
      'apps/it/main.py',
      /--mount=type=cache,target=\/root\/\.cache\/pip(.|\n)*COPY --from=build/,
    ],
  ] as const)('%s has sources and a Dockerfile of its own', async (kind, source, dockerfile) => {
    await serviceGenerator(tree, { name: 'it', kind });

    expect(tree.exists(source)).toBe(true);
    expect(text('apps/it/Dockerfile')).toMatch(dockerfile);
    expect(text('apps/it/Dockerfile')).toMatch(endsAsNobody);
  });

  it.each([
    ['go.mod', 'golang:'],
    ['pyproject.toml', 'python:'],
    ['index.html', 'nginxinc/nginx-unprivileged:'],
    ['src/main.ts', 'node:'],
  ])('is found by its files: %s', async (file, image) => {
    tree.write('apps/it/project.json', '{ "name": "it" }');
    tree.write(`apps/it/${file}`, '');

    await serviceGenerator(tree, { name: 'it' });

    expect(text('apps/it/Dockerfile')).toContain(`FROM ${image}`);
  });

  it.each([
    [{ 'package.json': '{ "main": "./dist/index.js" }' }, 'CMD ["node", "index.js"]'],
    [{ 'package.json': '{ "main": "index.js" }' }, 'CMD ["node", "main.js"]'],
    [{ 'requirements.txt': '', 'app.py': '' }, 'CMD ["python", "app.py"]'],
    [{ 'go.mod': '', 'cmd/server/main.go': '' }, '-o /out/service ./cmd/server\n'],
    [{ 'go.mod': '', 'cmd/a/main.go': '', 'cmd/it/main.go': '' }, '-o /out/service ./cmd/it\n'],
    [{ 'main.go': '', 'cmd/tool/main.go': '' }, '-o /out/service .\n'],
    [{ 'public/index.html': '' }, 'COPY public/ /usr/share/nginx/html/'],
    [
      { 'public/index.html': '', 'package.json': '{ "scripts": { "build": "vite build" } }' },
      'COPY dist/ /usr/share/nginx/html/',
    ],
  ])('starts or serves what an existing project has: %o', async (files, line) => {
    for (const [file, content] of Object.entries(files)) tree.write(`apps/it/${file}`, content);

    await serviceGenerator(tree, { name: 'it' });

    expect(text('apps/it/Dockerfile')).toContain(line);
  });

  it('takes what was built in the folder dist of the workspace', async () => {
    tree.write(
      'apps/it/project.json',
      '{ "name": "it", "targets": { "build": { "executor": "x:y", "options": { "outputPath": "dist/apps/it" } } } }',
    );

    await serviceGenerator(tree, { name: 'it' });

    const [image] = parseKbld(text('apps/it/kbld.yaml'), 'apps/it/kbld.yaml');
    expect(image).toMatchObject({ context: '.', dockerfile: 'apps/it/Dockerfile' });
    expect(text('apps/it/Dockerfile')).toContain('COPY dist/apps/it/ ./\n');
  });
});

describe('the subchart', () => {
  const templates = (): string[] => tree.children(`${chart}/charts/reviews/templates`).sort();

  it('has an Ingress and an autoscaler where they are wanted, later too', async () => {
    await serviceGenerator(tree, { name: 'reviews', networkPolicy: false, pdb: false });
    expect(templates()).toEqual(['deployment.yaml', 'service-account.yaml', 'service.yaml']);

    await serviceGenerator(tree, { name: 'reviews', ingress: 'shop.example', hpa: true });

    expect(templates()).toEqual([
      'deployment.yaml',
      'horizontal-pod-autoscaler.yaml',
      'ingress.yaml',
      'network-policy.yaml',
      'pod-disruption-budget.yaml',
      'service-account.yaml',
      'service.yaml',
    ]);
    expect(parse(text(`${chart}/charts/reviews/values.yaml`))).toMatchObject({
      ingress: { host: 'shop.example' },
      autoscaling: { minReplicas: 2, maxReplicas: 5 },
    });
  });
});

describe('the umbrella chart', () => {
  it('gets its first dependency with a Chart.lock that Helm takes', async () => {
    await serviceGenerator(tree, { name: 'reviews' });

    expect(() =>
      checkChartLock(text(`${chart}/Chart.yaml`), text(`${chart}/Chart.lock`), chart),
    ).not.toThrow();
    expect(text(`${chart}/Chart.lock`)).toMatch(
      /^dependencies:\n- name: reviews\n {2}repository: ""\n {2}version: 0\.1\.0\ndigest: sha256:[0-9a-f]{64}\n$/,
    );
    expect(parse(text(`${chart}/Chart.yaml`)).dependencies).toEqual([
      { name: 'reviews', version: '0.1.0', repository: '' },
    ]);
  });

  it('keeps comments, order and style', async () => {
    withCatalog();

    await serviceGenerator(tree, { name: 'reviews' });

    expect(text(`${chart}/Chart.yaml`)).toBe(
      `${chartText}  - name: reviews\n    version: 0.1.0\n    repository: ''\n`,
    );
    expect(text(`${chart}/Chart.lock`)).toMatch(
      /^dependencies:\n- name: catalog\n {2}repository: ""\n {2}version: 0\.1\.0\n- name: reviews\n {2}repository: ""\n {2}version: 0\.1\.0\ndigest: sha256:[0-9a-f]{64}\ngenerated: "2026-11-22T16:17:49\.190318443Z"\n$/,
    );
  });

  it('is left alone where Chart.lock is out of step already', async () => {
    tree.write(`${chart}/Chart.yaml`, chartText);
    tree.write(`${chart}/Chart.lock`, lockText);

    await expect(serviceGenerator(tree, { name: 'reviews' })).rejects.toThrow('CHART_LOCK_STALE');
    expect(text(`${chart}/Chart.yaml`)).toBe(chartText);
  });

  it('shares its library with the new subchart', async () => {
    tree.write(`${chart}/charts/service-library/templates/_deployment.tpl`, '');

    await serviceGenerator(tree, { name: 'reviews' });

    expect(text(`${chart}/charts/reviews/templates/deployment.yaml`)).toBe(
      '{{- include "service-library.deployment" . }}\n',
    );
    expect(parse(text(`${chart}/charts/reviews/values.yaml`))).toMatchObject({ public: true });
  });
});

describe('the config repository', () => {
  it('names the service where it names services', async () => {
    tree.write('config-repository/gitops.yaml', 'services:\n  - catalog # ours\n');

    await serviceGenerator(tree, { name: 'reviews' });

    expect(text('config-repository/gitops.yaml')).toBe(
      'services:\n  - catalog # ours\n  - reviews\n',
    );
  });

  it('has to be named where there are several', async () => {
    tree.write('other/gitops.yaml', '');

    await expect(serviceGenerator(tree, { name: 'reviews' })).rejects.toThrow(
      'SETTINGS_MISSING: The workspace has several config repositories',
    );
  });

  it('has to exist', async () => {
    await expect(
      serviceGenerator(tree, { name: 'reviews', configRepository: 'nowhere' }),
    ).rejects.toThrow('SETTINGS_MISSING: nowhere/gitops.yaml does not exist');
  });
});

/** A workspace whose projects are packages of npm. */
function asPackages(): void {
  updateJson(tree, 'package.json', (manifest) => ({ ...manifest, workspaces: ['packages/*'] }));
}

/** Chart.yaml with one dependency, and the Chart.lock that belongs to it. */
function withCatalog(): void {
  const digest = digestDependencies(parse(chartText).dependencies, parse(lockText).dependencies);
  tree.write(`${chart}/Chart.yaml`, chartText);
  tree.write(`${chart}/Chart.lock`, lockText.replace(/sha256:[0-9a-f]+/, digest));
}

import type { Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { beforeEach, expect, it } from 'vitest';
import { checkChartLock } from '../../model/chart/chart-lock.ts';
import { parseSettings } from '../../model/settings/parse-settings.ts';
import { initGenerator } from '../init/generator.ts';
import { serviceGenerator } from '../service/generator.ts';
import { previewGenerator } from './generator.ts';

let tree: Tree;

beforeEach(async () => {
  tree = createTreeWithEmptyWorkspace();
  await initGenerator(tree, { application: 'acme', secrets: false, hooks: false });
});

const text = (file: string): string => tree.read(file, 'utf8') ?? '';
const settings = () =>
  parseSettings(text('config-repository/gitops.yaml'), 'config-repository').preview;
const snapshot = (): ReadonlyMap<string, string> =>
  new Map(tree.listChanges().map(({ path, content }) => [path, String(content)]));

it('adds settings and a file of values', async () => {
  await previewGenerator(tree, {
    url: 'https://{name}.preview.example',
    ttl: '24h',
    base: 'staging',
  });

  expect(settings()).toEqual({
    base: 'staging',
    namespace: '{application}-{name}',
    context: undefined,
    values: ['config-repository/environments/preview.yaml'],
    url: 'https://{name}.preview.example',
    ttl: 24 * 3600 * 1000,
  });
  expect(tree.exists('config-repository/environments/preview.yaml')).toBe(true);
});

it('keeps what is there, and changes nothing the second time', async () => {
  const file = 'config-repository/gitops.yaml';
  tree.write(file, `${text(file)}preview:\n  ttl: 2d # short\n`);
  await previewGenerator(tree, { url: '', ttl: '9d' });
  const first = snapshot();
  await previewGenerator(tree, { url: '', ttl: '9d' });

  expect(text(file)).toContain('ttl: 2d # short');
  expect(snapshot()).toEqual(first);
});

it('gives a service a chart that holds nothing but its subchart', async () => {
  await serviceGenerator(tree, { name: 'catalog', registry: 'registry.example/acme' });
  await previewGenerator(tree, { service: 'catalog' });
  const first = snapshot();
  await previewGenerator(tree, { service: 'catalog' });

  const chart = 'apps/catalog/umbrella-chart';
  expect(text(`${chart}/.gitignore`)).toBe('charts/*.tgz\n');
  expect(text(`${chart}/Chart.yaml`)).toContain(
    'file://../../../config-repository/umbrella-chart/charts/catalog',
  );
  expect(() =>
    checkChartLock(text(`${chart}/Chart.yaml`), text(`${chart}/Chart.lock`), chart),
  ).not.toThrow();
  expect(snapshot()).toEqual(first);
});

it.each([
  [{ base: 'canary' }, 'ENVIRONMENT_UNKNOWN'],
  [{ url: 'https://preview.example' }, 'SETTINGS_INVALID'],
  [{ ttl: 'soon' }, 'SETTINGS_INVALID'],
  [{ service: 'nobody' }, 'SERVICE_UNKNOWN'],
])('refuses %o', async (options, code) => {
  await expect(previewGenerator(tree, options)).rejects.toThrow(code);
});

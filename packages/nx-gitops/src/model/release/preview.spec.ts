import { expect, it } from 'vitest';
import { parseSettings } from '../settings/parse-settings.ts';
import { formatPreviewValues, isExpired, previewEnvironment, readPreview } from './preview.ts';

const repository = parseSettings(
  `application: shop
environments: { staging: { namespace: shop-staging, committed: true, protected: true } }
preview: { url: 'https://{name}.preview.example', values: [preview.yaml] }
`,
  'config',
);
const [staging] = repository.environments;

it('is its base in a namespace of its own, without the guards of a lasting environment', () => {
  expect(previewEnvironment(repository, staging, 'pr-12')).toMatchObject({
    name: 'preview-pr-12',
    namespace: 'shop-pr-12',
    locks: 'pinned',
    committed: false,
    protected: false,
    folder: 'config/environments/staging',
    url: 'https://pr-12.preview.example',
    values: [
      'config/environments/staging/values.yaml',
      'config/preview.yaml',
      'config/.release/preview-pr-12/preview-values.yaml',
    ],
  });
});

it('refuses names that are no part of a namespace', () => {
  for (const name of ['', 'PR-12', 'a/b', '-a', 'x'.repeat(60), '../..']) {
    expect(() => previewEnvironment(repository, staging, name)).toThrow(/OPTIONS_INVALID/);
  }
});

it('tells charts its name and host', () => {
  expect(JSON.parse(formatPreviewValues('a', 'shop-a', 'https://a.example:8080/x'))).toEqual({
    global: {
      preview: {
        name: 'a',
        namespace: 'shop-a',
        url: 'https://a.example:8080/x',
        host: 'a.example:8080',
      },
    },
  });
});

it('knows its namespaces by their labels; one without a date has expired', () => {
  const labels = { 'nx-gitops/application': 'shop', 'nx-gitops/preview': 'a' };
  const found = readPreview({ metadata: { name: 'shop-a', labels } }, 'shop');
  expect(found).toMatchObject({ name: 'a', namespace: 'shop-a', isTerminating: false });
  expect(isExpired(found!, 1)).toBe(true);
  expect(readPreview({ metadata: { name: 'shop-a', labels } }, 'other')).toBeUndefined();
  expect(readPreview({ metadata: { name: 'shop-a' } }, 'shop')).toBeUndefined();
});

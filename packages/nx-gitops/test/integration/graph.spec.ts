import { afterAll, beforeAll, expect, it } from 'vitest';
import { createShop } from '../workspace/shop.ts';
import type { Workspace } from '../workspace/workspace.ts';

let shop: Workspace;

beforeAll(async () => {
  shop = (await createShop()).withEnvironment({ NX_ISOLATE_PLUGINS: 'true' });
});

afterAll(() => shop?.dispose());

interface Graph {
  readonly graph: {
    readonly dependencies: Readonly<Record<string, readonly { readonly target: string }[]>>;
  };
}

interface Target {
  readonly executor?: string;
  readonly metadata?: {
    readonly description?: string;
    readonly help?: { readonly command: string };
  };
}

it('draws the edges from the config repository to services and from these to libraries', async () => {
  const { exitCode, output } = await shop.nx('graph', '--file=.nx/graph.json');
  expect(exitCode, output).toBe(0);
  const { dependencies } = (JSON.parse(await shop.read('.nx/graph.json')) as Graph).graph;
  const edges = Object.fromEntries(
    Object.entries(dependencies).map(([source, targets]) => [
      source,
      targets
        .map(({ target }) => target)
        .filter((target) => !target.startsWith('npm:'))
        .sort(),
    ]),
  );
  expect(edges).toEqual({
    'config-repository': ['@shop/catalog', '@shop/orders', '@shop/payments', '@shop/storefront'],
    '@shop/catalog': ['@shop/http-service', '@shop/money'],
    '@shop/orders': ['@shop/http-client', '@shop/http-service', '@shop/money'],
    '@shop/payments': ['@shop/http-service', '@shop/money'],
    '@shop/storefront': ['@shop/http-client', '@shop/http-service'],
    '@shop/http-client': [],
    '@shop/http-service': [],
    '@shop/money': [],
  });
});

const showTargets = async (project: string): Promise<Readonly<Record<string, Target>>> => {
  const { exitCode, output } = await shop.nx('show', 'project', project, '--json');
  expect(exitCode, output).toBe(0);
  return (JSON.parse(output) as { targets: Record<string, Target> }).targets;
};

const expectDescribed = (targets: Readonly<Record<string, Target>>): void => {
  for (const [name, { metadata }] of Object.entries(targets)) {
    expect(metadata?.description, name).toMatch(/^[A-Z].{10,}[^.]$/);
    expect(metadata?.help?.command, name).toMatch(/^npx nx .* --help$/);
  }
};

it('shows every target of the config repository with description and help', async () => {
  const targets = await showTargets('config-repository');
  const stages = ['render', 'validate', 'diff', 'deploy'];
  expect(Object.keys(targets).sort()).toEqual(
    [
      'lock',
      ...stages,
      ...[
        'publish',
        'drift',
        'rollback',
        'history',
        'inspect',
        'logs',
        'delete',
        'promote',
        'matrix',
        'preview',
        'preview-delete',
        'preview-gc',
        'report',
        'update-images',
        'secrets-check',
        'secrets-reseal',
        'secrets-rotate',
      ],
      ...['local', 'production', 'staging'].flatMap((name) =>
        stages.map((stage) => `${stage}-${name}`),
      ),
    ].sort(),
  );
  expectDescribed(targets);
});

it('shows the targets of a service with description and help', async () => {
  const { build, ...targets } = await showTargets('@shop/orders');
  expect(build).toBeDefined();
  expect(Object.keys(targets).sort()).toEqual(['build-image', 'lock', 'lock-local']);
  expectDescribed(targets);
});

it('groups the targets by environment', async () => {
  const { output } = await shop.nx('show', 'project', 'config-repository', '--json');
  const { metadata } = JSON.parse(output) as {
    metadata: { targetGroups: Readonly<Record<string, readonly string[]>> };
  };
  expect(metadata.targetGroups['production']).toEqual([
    'render-production',
    'validate-production',
    'diff-production',
    'deploy-production',
  ]);
});

it('helps with a target on the command line', async () => {
  const { exitCode, output } = await shop.nx('deploy', 'config-repository', '--help');
  expect(exitCode, output).toBe(0);
});

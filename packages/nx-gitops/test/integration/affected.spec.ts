import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, onTestFinished } from 'vitest';
import { addService, removeStorefront } from '../workspace/change-services.ts';
import { createShop } from '../workspace/shop.ts';
import { cloneWorkspace, type Workspace } from '../workspace/workspace.ts';

/** Committed and deployed; every test edits a fresh clone of it, without any Nx cache. */
let shop: Workspace;

beforeAll(async () => {
  shop = await createShop();
  await shop.nx('run', 'config-repository:lock');
  const { exitCode, output } = await shop.nx('run', 'config-repository:deploy');
  expect(exitCode, output).toBe(0);
  await shop.commit('chore: locks and snapshot');
});

/** The next test begins with the release of the shop again. */
afterEach(async () => {
  const { exitCode, output } = await shop.nx(
    'run',
    'config-repository:deploy',
    '--excludeTaskDependencies',
  );
  expect(exitCode, output).toBe(0);
});

afterAll(async () => {
  await shop?.dispose();
});

const pipeline = [
  'config-repository:deploy',
  'config-repository:render',
  'config-repository:validate',
];

const rebuilds = (...services: string[]): string[] =>
  services.flatMap((service) => [
    `@shop/${service}:build`,
    `@shop/${service}:build-image`,
    `@shop/${service}:lock`,
  ]);

const append = (line: string) => (text: string) => `${text}\n${line}\n`;

const changePackage =
  (at: string) =>
  (text: string): string => {
    const lock = JSON.parse(text) as { packages: Record<string, { integrity?: string }> };
    (lock.packages[at] ?? {}).integrity = 'sha512-edited';
    return `${JSON.stringify(lock, null, 2)}\n`;
  };

/** The objects that a deploy said it would change. */
const movedObjects = (output: string): string[] =>
  [...output.matchAll(/^(?:config-repository: )? {2}([-+~] \w+ \S+)$/gm)]
    .map((match) => match[1] ?? '')
    .sort();

interface Edit {
  readonly title: string;
  readonly change: (workspace: Workspace) => Promise<void>;
  readonly tasks: readonly string[];
  /** Objects of which the deploy says that they change. */
  readonly moved: readonly string[];
}

const deployment = (name: string): string => `~ Deployment {id}-staging/${name}`;

const allServices = ['catalog', 'orders', 'payments', 'storefront'];

const edits: readonly Edit[] = [
  {
    title: 'one line of a service',
    change: (workspace) => workspace.edit('apps/catalog/src/main.ts', append("console.info('1');")),
    tasks: [...rebuilds('catalog'), ...pipeline],
    moved: [deployment('catalog')],
  },
  {
    title: 'a shared library: exactly its users',
    change: (workspace) =>
      workspace.edit('packages/http-client/src/index.ts', append('console.info(1);')),
    tasks: [...rebuilds('orders', 'storefront'), ...pipeline],
    moved: [deployment('orders'), deployment('storefront')],
  },
  {
    title: 'a value of a subchart: no build',
    change: (workspace) =>
      workspace.edit(
        'config-repository/environments/staging/values.yaml',
        (text) => `${text}\npayments:\n  replicas: 3\n`,
      ),
    tasks: pipeline,
    // Three replicas come with a budget for their disruption.
    moved: [deployment('payments'), '+ PodDisruptionBudget {id}-staging/payments'],
  },
  {
    title: 'a template of a subchart: no build',
    change: (workspace) =>
      workspace.edit(
        'config-repository/umbrella-chart/charts/payments/templates/service.yaml',
        append('# a comment'),
      ),
    tasks: pipeline,
    moved: [],
  },
  {
    title: 'values of another environment: nothing changes here',
    change: (workspace) =>
      workspace.edit('config-repository/environments/production/values.yaml', append('# more')),
    tasks: pipeline,
    moved: [],
  },
  {
    title: 'a README of a service: nothing runs',
    change: (workspace) => workspace.edit('apps/orders/README.md', append('More words.')),
    tasks: [],
    moved: [],
  },
  {
    title: 'a spec file of a service: nothing runs',
    change: (workspace) => workspace.write('apps/orders/src/new.spec.ts', 'export {};\n'),
    tasks: [],
    moved: [],
  },
  {
    title: 'a Dockerfile: its service',
    change: (workspace) => workspace.edit('apps/payments/Dockerfile', append('ENV EDITED=yes')),
    tasks: [...rebuilds('payments'), ...pipeline],
    moved: [deployment('payments')],
  },
  {
    title: 'the mode of a file: its service, whose image stays the same',
    change: (workspace) => chmod(join(workspace.root, 'apps/orders/src/main.ts'), 0o755),
    tasks: [...rebuilds('orders'), ...pipeline],
    moved: [],
  },
  {
    title: 'a file that is renamed: its service, whose image stays the same',
    change: async (workspace) => {
      await workspace.git('mv', 'apps/catalog/.dockerignore', 'apps/catalog/old.dockerignore');
      await workspace.git('mv', 'apps/catalog/old.dockerignore', 'apps/catalog/.dockerignore');
      await workspace.write('apps/catalog/src/unused.ts', 'export {};\n');
    },
    tasks: [...rebuilds('catalog'), ...pipeline],
    moved: [],
  },
  {
    title: 'tsconfig.base.json: every service',
    change: (workspace) =>
      workspace.edit('tsconfig.base.json', (text) => text.replace('"es2023"', '"es2022"')),
    tasks: [...rebuilds(...allServices), ...pipeline],
    moved: [],
  },
  {
    title: 'a service and a library that others use',
    change: async (workspace) => {
      await workspace.edit('apps/storefront/src/main.ts', append("console.info('3');"));
      await workspace.edit('packages/money/src/index.ts', append('console.info(3);'));
    },
    tasks: [...rebuilds(...allServices), ...pipeline],
    moved: allServices.map(deployment),
  },
  {
    title: 'package-lock.json: a package that services build with',
    change: (workspace) =>
      workspace.edit('package-lock.json', changePackage('node_modules/esbuild')),
    tasks: [...rebuilds(...allServices), ...pipeline],
    moved: [],
  },
  {
    title: 'package-lock.json: a package that no service can reach. Nx looks, nothing is built',
    change: (workspace) =>
      workspace.edit('package-lock.json', changePackage('node_modules/prettier')),
    tasks: pipeline,
    moved: [],
  },
  {
    title: 'a lock that is deleted',
    change: (workspace) => workspace.remove('config-repository/app-locks/orders.kbld.lock.yml'),
    tasks: [...rebuilds('orders'), ...pipeline],
    moved: [],
  },
  {
    title: 'a new service',
    change: addService,
    tasks: [...rebuilds('refunds'), ...pipeline],
    moved: ['+ Deployment {id}-staging/refunds', '+ Service {id}-staging/refunds'],
  },
  {
    title: 'a service that is removed',
    change: removeStorefront,
    tasks: pipeline,
    moved: [
      '- Deployment {id}-staging/storefront',
      '- Ingress {id}-staging/storefront',
      '- NetworkPolicy {id}-staging/storefront',
      '- PodDisruptionBudget {id}-staging/storefront',
      '- Service {id}-staging/storefront',
      '- ServiceAccount {id}-staging/storefront',
    ],
  },
];

it.each(edits)('$title', async ({ change, tasks, moved }) => {
  const clone = await cloneWorkspace(shop);
  onTestFinished(clone.dispose);
  await change(clone);
  await clone.commit('feat: edit');
  const run = await clone.nx('affected', '--target=deploy', '--base=HEAD~1');
  expect(run.exitCode, run.output).toBe(0);
  expect(run.tasks).toEqual([...tasks].sort());
  expect(movedObjects(run.output)).toEqual(
    moved.map((line) => line.replace('{id}', clone.id)).sort(),
  );
  const again = await clone.nx('run', 'config-repository:deploy');
  expect(again.tasks, again.output).toEqual(pipeline);
  expect(again.output).toContain(tasks.length > 0 ? 'the snapshot is what was deployed last' : '');
});

import { defineConfig } from 'vitest/config';

/** `unit` starts no process; `integration` runs the real tools on a local platform of its own. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'packages/*/src/**/*.spec.ts',
            'apps/*/src/**/*.spec.ts',
            'tools/src/**/*.spec.ts',
          ],
          environment: 'node',
          // Nothing here keeps state in a module, and loading each one for each spec is most of the time.
          isolate: false,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['packages/*/test/integration/**/*.spec.ts', 'tools/test/**/*.spec.ts'],
          environment: 'node',
          globalSetup: ['packages/nx-gitops/test/platform-setup.ts'],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});

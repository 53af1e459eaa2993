import { join } from 'node:path';

import { execa } from 'execa';

import type { Command } from './command.ts';
import { createReport } from './terminal/create-report.ts';
import { countTests } from './test/count-tests.ts';
import { installTools } from './toolchain/install-tools.ts';
import { workspaceRoot } from './workspace.ts';

const suites = ['unit', 'integration'] as const;

export const testCommand: Command = {
  summary: 'Run all checks and all tests, with real tools',
  details:
    'Installs the tools, then runs formatter, linter, type check, unit and integration tests.\nThe integration tests start a platform of their own.',
  flags: [],
  run: async ({ signal }) => {
    const run = async (file: string, args: readonly string[]): Promise<boolean> => {
      const options = { cwd: workspaceRoot, stdio: 'inherit', reject: false } as const;
      return (await execa(file, args, { ...options, cancelSignal: signal })).exitCode === 0;
    };
    for (const script of ['format:check', 'lint', 'typecheck']) {
      if (!(await run('npm', ['run', '--silent', script]))) return 1;
    }
    await installTools({ report: createReport(), signal });
    const results: string[] = [];
    for (const suite of suites) {
      const file = join(workspaceRoot, '.nx-gitops', 'test-results', `${suite}.json`);
      results.push(file);
      const args = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
      if (!(await run('npx', ['vitest', 'run', `--project=${suite}`, ...args]))) return 1;
    }
    const { passed, failed, skipped } = await countTests(results);
    process.stdout.write(`\ntests: ${passed} passed, ${failed} failed, ${skipped} skipped\n`);
    return failed + skipped === 0 ? 0 : 1;
  },
};

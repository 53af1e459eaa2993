import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchmarkInput } from '../../src/bench/benchmark.ts';
import { race, type Contestant } from '../../src/bench/race.ts';
import { configFile, configFiles } from './config-files.ts';
import { createRepository } from './create-repository.ts';
import { runIn } from './run-in.ts';
import { bundleOf } from './scanners.ts';

const rounds = 11;

/** What hooks add to `git commit` of five files. */
export async function measureCommits({ root, folder, signal }: BenchmarkInput): Promise<string> {
  const path = createRepository(join(folder, 'commit'), configFiles(5));
  runIn(path, 'git', 'commit', '-q', '-m', 'files', '--no-verify');
  runIn(path, process.execPath, join(root, 'node_modules/husky/bin.js'));
  mkdirSync(join(path, '.husky'), { recursive: true });
  writeFileSync(join(path, '.lintstagedrc.json'), '{"*.yaml": "true"}');
  let count = 0;
  const change = (hook: string): void => {
    count += 1;
    for (let index = 0; index < 5; index += 1)
      writeFileSync(join(path, `apps/app-${index}/config.yaml`), configFile(index + count * 7));
    runIn(path, 'git', 'add', '-A', 'apps');
    writeFileSync(join(path, '.husky/pre-commit'), hook);
  };
  const commit = (name: string, hook: string, ...more: string[]): Contestant => ({
    name,
    before: () => change(hook),
    run: () => runIn(path, 'git', 'commit', '-q', '-m', 'x', ...more),
  });
  const check = `NODE_EXTRA_CA_CERTS= node "${bundleOf(root)}" --staged\n`;
  const lintStaged = join(root, 'node_modules/lint-staged/bin/lint-staged.js');
  const times = await race(
    [
      commit('no hook', 'true\n', '--no-verify'),
      commit('husky alone', 'true\n'),
      commit('husky and the check', check),
      commit(
        'husky, the check, then lint-staged',
        `${check}NODE_EXTRA_CA_CERTS= node "${lintStaged}" --quiet --no-stash\n`,
      ),
    ],
    rounds,
    signal,
  );
  return formatCommits(times);
}

function formatCommits(times: ReadonlyMap<string, number>): string {
  const [base = 0] = times.values();
  const rows = [...times].map(
    ([name, time], index) =>
      `| ${name} | ${Math.round(time)} ms | ${index === 0 ? '' : `+ ${Math.round(time - base)} ms`} |`,
  );
  return ['| `git commit` of 5 files | median | added |', '| --- | --- | --- |', ...rows].join(
    '\n',
  );
}

// The benchmark of the hook: npm run bench -- check [--write]
// gitleaks is taken from the PATH or from $GITLEAKS, secretlint from $SECRETLINT (the folder with its node_modules):
//   go install github.com/zricethezav/gitleaks/v8@v8.30.1
//   npm install --prefix <folder> secretlint @secretlint/secretlint-rule-preset-recommend
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Benchmark } from '../src/bench/benchmark.ts';
import { describeMachine } from '../src/bench/describe-machine.ts';
import { race } from '../src/bench/race.ts';
import { configFiles, plainText } from './check/config-files.ts';
import { createRepository } from './check/create-repository.ts';
import { measureCommits } from './check/measure-commits.ts';
import { measureMemory } from './check/measure-memory.ts';
import { runIn } from './check/run-in.ts';
import { columns, gitleaks, own, secretlint } from './check/scanners.ts';

const header = [`| | ${columns.join(' | ')} |`, `| --- |${columns.map(() => ' --- |').join('')}`];
const preset = '{"rules":[{"id":"@secretlint/secretlint-rule-preset-recommend"}]}';

export const benchmark: Benchmark = async (input) => {
  const { root, folder, signal, tell } = input;
  runIn(root, process.execPath, join(root, 'packages/nx-gitops/build-check.mjs'));
  const rows: string[] = [];
  const row = (subject: string, times: ReadonlyMap<string, number>): void => {
    rows.push(formatRow(subject, times));
    tell(rows.at(-1)!);
  };
  for (const [count, rounds] of [
    [1, 21],
    [10, 21],
    [1000, 7],
  ] as const) {
    const path = createRepository(join(folder, `staged-${count}`), configFiles(count));
    writeFileSync(join(path, '.secretlintrc.json'), preset);
    const all = [...own(root, path), ...gitleaks(path), ...secretlint(path)];
    row(`${count} staged file${count === 1 ? '' : 's'}`, await race(all, rounds, signal));
  }
  const large = createRepository(join(folder, 'large'), { 'a.txt': plainText(20) });
  row('one text file of 20 MB', await race([...own(root, large), ...gitleaks(large)], 3, signal));
  const [few, many] = [100, 10_000].map((count) => {
    const path = createRepository(join(folder, `tree-${count}`), configFiles(count));
    runIn(path, 'git', 'commit', '-q', '-m', 'all');
    return path;
  }) as [string, string];
  row('`--all` on 10,000 files', await race(own(root, many, '--all'), 3, signal));
  const [low, high] = [few, many].map((path) => measureMemory(root, folder, path));
  return `Medians, in brackets the ratio to \`node -e 0\` of the same run (${describeMachine()}).

${[...header, ...rows].join('\n')}

Peak memory of \`--all\`: ${low} MB on 100 files, ${high} MB on 10,000.

${await measureCommits(input)}
`;
};

function formatRow(subject: string, times: ReadonlyMap<string, number>): string {
  const base = times.get(columns[0]) ?? 1;
  const cells = columns.map((name) => {
    const time = times.get(name);
    return time === undefined ? '–' : `${Math.round(time)} ms (${(time / base).toFixed(1)} ×)`;
  });
  return `| ${subject} | ${cells.join(' | ')} |`;
}

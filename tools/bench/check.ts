// The benchmark of the hook. From the root of the workspace, after `npm run build`:
//   npx esbuild tools/bench/check.ts --bundle --platform=node | node - [--write]
// gitleaks is taken from the PATH or from $GITLEAKS, secretlint from $SECRETLINT (the folder with its node_modules):
//   go install github.com/zricethezav/gitleaks/v8@v8.30.1
//   npm install --prefix <folder> secretlint @secretlint/secretlint-rule-preset-recommend
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { configFile, plainText } from './check-files.ts';

const root = process.cwd();
const check = resolve('packages/nx-gitops/dist/check.cjs');
const gitleaks = process.env.GITLEAKS ?? 'gitleaks';
const secretlint =
  process.env.SECRETLINT && join(process.env.SECRETLINT, 'node_modules/.bin/secretlint');
const husky = resolve('node_modules/husky/bin.js');
const lintStaged = resolve('node_modules/lint-staged/bin/lint-staged.js');
const rounds = Number(process.env.ROUNDS ?? 9);
const folder = mkdtempSync(join(tmpdir(), 'check-bench-'));
const environment = {
  ...process.env,
  NODE_EXTRA_CA_CERTS: '',
  GIT_CONFIG_NOSYSTEM: '1',
  HUSKY: '1',
};

const run = (file: string, args: readonly string[], cwd: string) =>
  spawnSync(file, [...args], { cwd, env: environment, encoding: 'utf8', maxBuffer: 1 << 28 });

interface Contestant {
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly before?: () => void;
}

/** Medians of commands that take turns, so that a busy machine hits them alike. */
function race(
  contestants: readonly Contestant[],
  cwd: string,
  times = rounds,
): Map<string, number> {
  const taken = new Map(contestants.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < times; round += 1) {
    for (const { name, file, args, before } of contestants) {
      before?.();
      const start = performance.now();
      run(file, args, cwd);
      taken.get(name)!.push(performance.now() - start);
    }
  }
  return new Map(
    [...taken].map(([name, all]) => [name, all.sort((a, b) => a - b)[all.length >> 1]!]),
  );
}

function repository(name: string, files: Readonly<Record<string, string>>): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  run('git', ['init', '-q'], path);
  run('git', ['config', 'user.email', 'bench@shop.example'], path);
  run('git', ['config', 'user.name', 'bench'], path);
  run('git', ['commit', '-q', '--allow-empty', '-m', 'start'], path);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(path, file, '..'), { recursive: true });
    writeFileSync(join(path, file), text);
  }
  run('git', ['add', '-A'], path);
  return path;
}

const node: Contestant = { name: 'node -e 0', file: process.execPath, args: ['-e', '0'] };
const ours: Contestant = {
  name: 'nx-gitops check',
  file: process.execPath,
  args: [check, '--staged'],
};
const hasGitleaks = run(gitleaks, ['version'], root).status === 0;
const theirs: Contestant[] = hasGitleaks
  ? [
      {
        name: 'gitleaks',
        file: gitleaks,
        args: ['git', '--staged', '--no-banner', '--log-level', 'fatal', '.'],
      },
    ]
  : [];
const lint: Contestant[] =
  secretlint && existsSync(secretlint)
    ? [{ name: 'secretlint', file: secretlint, args: ['**/*'] }]
    : [];

const rows: string[] = [];
const row = (subject: string, times: ReadonlyMap<string, number>): void => {
  const base = times.get('node -e 0') ?? 1;
  const cells = ['node -e 0', 'nx-gitops check', 'gitleaks', 'secretlint'].map((name) => {
    const time = times.get(name);
    return time === undefined ? '–' : `${Math.round(time)} ms (${(time / base).toFixed(1)} ×)`;
  });
  rows.push(`| ${subject} | ${cells.join(' | ')} |`);
  console.log(rows.at(-1));
};
const many = (count: number): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `apps/app-${index}/config.yaml`,
      configFile(index),
    ]),
  );

try {
  for (const count of [1, 10, 1000]) {
    const path = repository(`staged-${count}`, many(count));
    if (secretlint)
      writeFileSync(
        join(path, '.secretlintrc.json'),
        '{"rules":[{"id":"@secretlint/secretlint-rule-preset-recommend"}]}',
      );
    row(
      `${count} staged file${count === 1 ? '' : 's'}`,
      race([node, ours, ...theirs, ...lint], path, count > 100 ? 5 : rounds),
    );
  }
  row(
    'one text file of 20 MB',
    race([node, ours, ...theirs], repository('large', { 'a.txt': plainText(20) }), 3),
  );
  const tree = repository('tree', many(10_000));
  run('git', ['commit', '-q', '-m', 'all'], tree);
  row('`--all` on 10,000 files', race([node, { ...ours, args: [check, '--all'] }], tree, 3));
  const measured = ['/usr/bin/time', '-f', '%M'];
  const memory = (path: string): string =>
    run(measured[0]!, [...measured.slice(1), process.execPath, check, '--all'], path)
      .stderr.trim()
      .split('\n')
      .at(-1)!;
  const small = repository('tree-100', many(100));
  run('git', ['commit', '-q', '-m', 'all'], small);
  const peaks = `Peak memory of \`--all\`: ${Math.round(Number(memory(small)) / 1024)} MB on 100 files, ${Math.round(Number(memory(tree)) / 1024)} MB on 10,000.`;
  const commits = commitTable();
  const machine = `${cpus().length} cores, Node ${process.version}, Git ${run('git', ['--version'], root).stdout.trim().split(' ').at(-1)}`;
  const table = [
    '| | node -e 0 | nx-gitops check | gitleaks | secretlint |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
  const text = `Medians, in brackets the ratio to \`node -e 0\` of the same run (${machine}).\n\n${table}\n\n${peaks}\n\n${commits}\n`;
  console.log(`\n${peaks}\n\n${commits}`);
  if (process.argv.includes('--write')) writeTable(text);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** What hooks add to `git commit` of five files. */
function commitTable(): string {
  const path = repository('commit', many(5));
  run('git', ['commit', '-q', '-m', 'files', '--no-verify'], path);
  run(process.execPath, [husky], path);
  let count = 0;
  const touch = (hook: string) => (): void => {
    count += 1;
    for (let index = 0; index < 5; index += 1)
      writeFileSync(join(path, `apps/app-${index}/config.yaml`), configFile(index + count * 7));
    run('git', ['add', '-A', 'apps'], path);
    mkdirSync(join(path, '.husky'), { recursive: true });
    writeFileSync(join(path, '.husky/pre-commit'), hook);
  };
  writeFileSync(join(path, '.lintstagedrc.json'), '{"*.yaml": "true"}');
  const line = `NODE_EXTRA_CA_CERTS= node "${check}" --staged\n`;
  const commit = (name: string, hook: string, ...more: string[]): Contestant => ({
    name,
    file: 'git',
    args: ['commit', '-q', '-m', 'x', ...more],
    before: touch(hook),
  });
  const times = race(
    [
      commit('no hook', 'true\n', '--no-verify'),
      commit('husky alone', 'true\n'),
      commit('husky and the check', line),
      commit(
        'husky, the check, then lint-staged',
        `${line}NODE_EXTRA_CA_CERTS= node "${lintStaged}" --quiet --no-stash\n`,
      ),
    ],
    path,
  );
  const base = times.get('no hook')!;
  const lines = [...times].map(
    ([name, time]) =>
      `| ${name} | ${Math.round(time)} ms | ${name === 'no hook' ? '' : `+ ${Math.round(time - base)} ms`} |`,
  );
  return ['| `git commit` of 5 files | median | added |', '| --- | --- | --- |', ...lines].join(
    '\n',
  );
}

function writeTable(text: string): void {
  const page = join(root, 'docs/performance.md');
  const [begin, end] = ['<!-- bench:check -->', '<!-- /bench:check -->'];
  const old = readFileSync(page, 'utf8');
  const [head, rest = ''] = old.split(begin);
  writeFileSync(page, `${head}${begin}\n\n${text}\n${end}${rest.split(end)[1] ?? '\n'}`);
}

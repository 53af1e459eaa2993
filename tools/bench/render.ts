// The benchmark of render: npm run bench -- render [--write]. SIZES=10,100 for less.
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import type { Benchmark } from '../src/bench/benchmark.ts';
import { describeMachine } from '../src/bench/describe-machine.ts';
import { runIn } from './check/run-in.ts';
import { commitAll, createUmbrella, lock } from './render/create-umbrella.ts';
import { measure, type Measured } from './render/measure.ts';
import { measureShards, shardColumns } from './render/measure-shards.ts';

const cli = 'packages/nx-gitops/bin/nx-gitops.mjs';
const sizes = (process.env['SIZES'] ?? '10,100,1000').split(',').map(Number);
const rounds = 3;

const columns = [
  'floor',
  'helm to files, kbld',
  'helm piped to kbld',
  'full',
  'all, no snapshot yet',
  'one value',
  'one template',
  'one lock',
  'nothing',
] as const;

export const benchmark: Benchmark = async ({ root, folder, signal, tell }) => {
  runIn(root, process.execPath, join(root, 'packages/nx-gitops/build-cli.mjs'));
  const [rows, shardRows, load]: [string[], string[], number] = [[], [], loadavg()[0] ?? 0];
  for (const size of sizes) {
    signal.throwIfAborted();
    const workspace = join(folder, `render-${size}`);
    const bin = join(root, '.nx-gitops/bin');
    createUmbrella(workspace, join(bin, 'helm'), size);
    // Git has hashed what is committed: that is how a fresh clone begins.
    measure(workspace, [process.execPath, join(root, cli), 'render'], bin);
    commitAll(workspace);
    const times = measureAll(root, bin, workspace, size);
    rows.push(formatRow(size, columns, times, times.get('helm piped to kbld')?.seconds));
    tell(rows.at(-1) ?? '');
    shardRows.push(formatRow(size, shardColumns, measureShards(root, bin, workspace, size)));
    tell(shardRows.at(-1) ?? '');
  }
  return [
    `Medians of ${rounds} runs, in brackets the ratio to \`helm piped to kbld\` of the same row, then the peak memory of the largest process (${describeMachine()}; ${load.toFixed(1)} processes waited when it began).`,
    '',
    ...header(columns),
    ...rows,
    '',
    'Tools whose cost grows faster than what they are given, alone over the whole release and in shares; one run each. `render, kustomization` is the whole of a render of everything with a kustomization after Helm, `validate, score` that of the rung alone.',
    '',
    ...header(shardColumns),
    ...shardRows,
  ].join('\n');
};

const header = (names: readonly string[]): string[] => [
  `| services | ${names.join(' | ')} |`,
  `| --- |${names.map(() => ' --- |').join('')}`,
];

function formatRow<T extends string>(
  size: number,
  names: readonly T[],
  times: ReadonlyMap<T, Measured>,
  base?: number,
): string {
  const cells = names.map((name) => {
    const time = times.get(name);
    if (!time) return '–';
    const ratio = base === undefined ? '' : ` (${(time.seconds / base).toFixed(2)} ×)`;
    return `${time.seconds.toFixed(2)} s${ratio} ${time.megabytes} MB`;
  });
  return `| ${size} | ${cells.join(' | ')} |`;
}

function measureAll(
  root: string,
  bin: string,
  workspace: string,
  size: number,
): Map<(typeof columns)[number], Measured> {
  const own = (...more: string[]): Measured =>
    measure(workspace, [process.execPath, join(root, cli), 'render', ...more], bin);
  const template = `helm template shop shop/umbrella-chart --namespace=shop --kube-version=1.34.0 --include-crds --skip-tests`;
  const shell = (line: string): Measured => measure(workspace, ['sh', '-c', line], bin);
  const pin = '-f shop/app-locks --images-annotation=false > plain/state.yaml';
  const chart = (file: string): string =>
    join(workspace, `shop/umbrella-chart/charts/svc-${size >> 1}`, file);
  const contestants: Record<(typeof columns)[number], (round: number) => Measured> = {
    floor: () => shell('node -e 0 && git ls-files --stage >/dev/null && git status --short'),
    'helm to files, kbld': () => {
      rmSync(join(workspace, 'plain'), { recursive: true, force: true });
      mkdirSync(join(workspace, 'plain'));
      return shell(`${template} --output-dir plain/tree >/dev/null && kbld -f plain/tree ${pin}`);
    },
    'helm piped to kbld': () => shell(`${template} | kbld -f - ${pin}`),
    full: () => own('--full'),
    'all, no snapshot yet': () => {
      rmSync(join(workspace, 'shop/.release'), { recursive: true });
      return own();
    },
    'one value': (round) => {
      appendFileSync(chart('values.yaml'), `more${round}: true\n`);
      return own();
    },
    'one template': (round) => {
      appendFileSync(chart('templates/configmap.yaml'), `  more${round}: "true"\n`);
      return own();
    },
    'one lock': (round) => {
      const name = `svc-${size >> 1}`;
      const path = join(workspace, `shop/app-locks/${name}.kbld.lock.yml`);
      writeFileSync(path, lock(name, 90_000 + round));
      return own();
    },
    nothing: () => own(),
  };
  const taken = new Map(columns.map((name) => [name, [] as Measured[]]));
  for (let round = 0; round < rounds; round += 1) {
    for (const name of columns) taken.get(name)?.push(contestants[name](round));
  }
  return new Map(
    [...taken].map(([name, all]) => {
      all.sort((a, b) => a.seconds - b.seconds);
      const megabytes = Math.max(...all.map((one) => one.megabytes));
      return [name, { seconds: all[all.length >> 1]?.seconds ?? 0, megabytes }];
    }),
  );
}

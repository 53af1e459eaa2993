// The benchmark of render: npm run bench -- render [--write]. SIZES=10,100 for less.
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Benchmark } from '../src/bench/benchmark.ts';
import { describeMachine } from '../src/bench/describe-machine.ts';
import { commitAll, createUmbrella, lock } from './render/create-umbrella.ts';

interface Measured {
  readonly seconds: number;
  readonly megabytes: number;
}

const cli = 'packages/nx-gitops/bin/nx-gitops.mjs';
const sizes = (process.env['SIZES'] ?? '10,100,1000').split(',').map(Number);
const rounds = 3;

const columns = [
  'helm to files, kbld',
  'helm piped to kbld',
  'full',
  'one value',
  'one template',
  'one lock',
  'nothing',
] as const;

export const benchmark: Benchmark = async ({ root, folder, signal, tell }) => {
  const rows: string[] = [];
  for (const size of sizes) {
    signal.throwIfAborted();
    const workspace = join(folder, `render-${size}`);
    const bin = join(root, '.nx-gitops/bin');
    createUmbrella(workspace, join(bin, 'helm'), size);
    // Git has hashed what is committed: that is how a fresh clone begins.
    measure(workspace, [process.execPath, join(root, cli), 'render'], bin);
    commitAll(workspace);
    const times = measureAll(root, bin, workspace, size);
    const base = times.get(columns[0])?.seconds ?? 1;
    const cells = columns.map((name) => {
      const { seconds, megabytes } = times.get(name) ?? { seconds: 0, megabytes: 0 };
      return `${seconds.toFixed(2)} s (${(seconds / base).toFixed(2)} ×) ${megabytes} MB`;
    });
    rows.push(`| ${size} | ${cells.join(' | ')} |`);
    tell(rows.at(-1) ?? '');
  }
  return [
    `Medians of ${rounds} runs, in brackets the ratio to the first column of the same row, then the peak memory of the largest process (${describeMachine()}).`,
    '',
    `| services | ${columns.join(' | ')} |`,
    `| --- |${columns.map(() => ' --- |').join('')}`,
    ...rows,
  ].join('\n');
};

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
    'helm to files, kbld': () => {
      rmSync(join(workspace, 'plain'), { recursive: true, force: true });
      mkdirSync(join(workspace, 'plain'));
      return shell(`${template} --output-dir plain/tree >/dev/null && kbld -f plain/tree ${pin}`);
    },
    'helm piped to kbld': () => shell(`${template} | kbld -f - ${pin}`),
    full: () => own('--full'),
    'one value': (round) => {
      appendFileSync(chart('values.yaml'), `more: ${round}\n`);
      return own();
    },
    'one template': (round) => {
      appendFileSync(chart('templates/configmap.yaml'), `  more: "${round}"\n`);
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

function measure(cwd: string, [file = '', ...args]: readonly string[], bin: string): Measured {
  const start = performance.now();
  const result = spawnSync('/usr/bin/time', ['-f', '%M', file, ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, PATH: `${bin}:${process.env['PATH']}` },
  });
  if (result.status !== 0) throw new Error(result.stderr);
  const kilobytes = Number(result.stderr.trim().split('\n').at(-1));
  return {
    seconds: (performance.now() - start) / 1000,
    megabytes: Math.round(kilobytes / 1024),
  };
}

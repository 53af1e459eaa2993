// The benchmark of deploy: npm run bench -- deploy [--write]. SIZES=100 or ROUNDS=1 for less. Needs GNU time, for the memory.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Benchmark } from '../src/bench/benchmark.ts';
import { describeMachine } from '../src/bench/describe-machine.ts';
import { platformPaths } from '../src/platform/platform-paths.ts';
import { startHalf } from '../src/platform/start-half.ts';
import { stopHalf } from '../src/platform/stop-half.ts';
import { createRelease, formatState } from './deploy/create-release.ts';

interface Measured {
  readonly seconds: number;
  readonly megabytes: number;
}

const cli = 'packages/nx-gitops/bin/nx-gitops.mjs';
const sizes = (process.env['SIZES'] ?? '100,1000').split(',').map(Number);
const rounds = Number(process.env['ROUNDS'] ?? 3);

export const benchmark: Benchmark = async ({ root, folder, signal, tell }) => {
  const paths = platformPaths(folder);
  const bin = join(root, '.nx-gitops/bin');
  mkdirSync(paths.state, { recursive: true });
  const rows: string[] = [];
  try {
    await startHalf('cluster', { paths, binDirectory: bin, mode: 'local', signal });
    for (const size of sizes) {
      signal.throwIfAborted();
      for (const [what, plain, own] of measureAll(root, folder, paths.kubeconfig, size, tell)) {
        const ratio = (own.seconds / plain.seconds).toFixed(2);
        rows.push(`| ${size} | ${what} | ${format(plain)} | ${format(own)} | ${ratio} × |`);
        tell(rows.at(-1) ?? '');
      }
    }
  } finally {
    await stopHalf(paths, 'cluster');
  }
  return [
    `${rounds > 1 ? `Medians of ${rounds} runs that took turns` : 'One run of each, in turns'} (the first deploy: one run), with the peak memory of the largest process. Of a deploy of nothing kapp is not started: it is what the guards cost, with the start of Node (${describeMachine()}; local control plane with KWOK).`,
    '',
    '| services | deploy of | plain kapp | nx-gitops | ratio |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
};

const format = ({ seconds, megabytes }: Measured): string =>
  `${seconds.toFixed(2)} s, ${megabytes} MB`;

function measureAll(
  root: string,
  folder: string,
  kubeconfig: string,
  size: number,
  tell: (line: string) => void,
): [string, Measured, Measured][] {
  const bin = join(root, '.nx-gitops/bin');
  const [own, plain] = [`own-${size}`, `plain-${size}`];
  const workspace = join(folder, own);
  const state = join(workspace, 'shop/.release/staging/state.yaml');
  const file = join(folder, `${plain}.yaml`);
  createRelease(workspace, own, formatState(own, size, 'old'));
  writeFileSync(file, formatState(plain, size, 'old'));
  const kapp = ['kapp', 'deploy', `--app=${plain}`, `--namespace=${plain}`, `--file=${file}`, '-y'];
  const ours = [process.execPath, join(root, cli), 'deploy', '--context=nx-gitops-local'];
  const run = (command: readonly string[]): Measured =>
    measureCommand(workspace, command, bin, kubeconfig);
  /** Both, one after the other. */
  const measure = (what: string): Pair => {
    const pair: Pair = [run(kapp), run(ours)];
    tell(`${size} services, ${what}: plain kapp ${format(pair[0])}; nx-gitops ${format(pair[1])}`);
    return pair;
  };
  run(['kubectl', 'create', 'namespace', plain]);
  const first = 'everything, the first time';
  const created = measure(first);
  const nothing: Pair[] = [];
  const one: Pair[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    nothing.push(measure(`nothing, ${round} of ${rounds}`));
    writeFileSync(file, formatState(plain, size, `new-${round}`));
    writeFileSync(state, formatState(own, size, `new-${round}`));
    one.push(measure(`one service, ${round} of ${rounds}`));
  }
  return [
    [first, ...created],
    ['nothing', ...mediansOf(nothing)],
    ['one service', ...mediansOf(one)],
  ];
}

/** Plain kapp, and nx-gitops. */
type Pair = readonly [Measured, Measured];

const mediansOf = (pairs: readonly Pair[]): Pair => [
  medianOf(pairs.map(([plain]) => plain)),
  medianOf(pairs.map(([, own]) => own)),
];

function medianOf(all: readonly Measured[]): Measured {
  const sorted = [...all].sort((a, b) => a.seconds - b.seconds);
  return {
    seconds: sorted[sorted.length >> 1]?.seconds ?? 0,
    megabytes: Math.max(...all.map(({ megabytes }) => megabytes)),
  };
}

function measureCommand(
  cwd: string,
  [file = '', ...args]: readonly string[],
  bin: string,
  kubeconfig: string,
): Measured {
  const start = performance.now();
  const result = spawnSync('/usr/bin/time', ['-f', '%M', file, ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    env: { ...process.env, PATH: `${bin}:${process.env['PATH']}`, KUBECONFIG: kubeconfig },
  });
  if (result.status !== 0) throw new Error(result.stderr.split('\n').slice(-12).join('\n'));
  const kilobytes = Number(result.stderr.trim().split('\n').at(-1));
  return {
    seconds: (performance.now() - start) / 1000,
    megabytes: Math.round(kilobytes / 1024),
  };
}

// The benchmark of the project graph: npm run bench -- graph [--write]. SIZES=10,100 for less.
import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Benchmark } from '../src/bench/benchmark.ts';
import { describeMachine } from '../src/bench/describe-machine.ts';
import { runIn } from './check/run-in.ts';
import { createServices } from './graph/create-services.ts';

interface Measured {
  readonly load: number;
  readonly graph: number;
  readonly megabytes: number;
  readonly edges: number;
  readonly stale: readonly string[];
}

const sizes = (process.env['SIZES'] ?? '10,100,1000').split(',').map(Number);
const rounds = 5;
const columns = [
  '`git status`',
  'cold',
  'warm',
  'warm, one service changed',
  'loading the plugin',
  'peak memory',
] as const;

export const benchmark: Benchmark = async ({ root, folder, signal, tell }) => {
  const rows: string[] = [];
  for (const size of sizes) {
    const workspace = join(folder, `graph-${size}`);
    mkdirSync(workspace);
    await createServices(workspace, root, size);
    const cells: number[][] = [];
    for (let round = 0; round < rounds; round += 1) {
      signal.throwIfAborted();
      cells.push(measureRound(root, workspace, size, round));
    }
    const medians = columns.map((_name, at) => medianOf(cells.map((round) => round[at] ?? 0)));
    const texts = medians.map((value, at) => `${Math.round(value)} ${at === 5 ? 'MB' : 'ms'}`);
    rows.push(`| ${size} | ${texts.join(' | ')} |`);
    tell(rows.at(-1) ?? '');
  }
  return [
    `Medians of ${rounds} rounds, a process each (${describeMachine()}).`,
    '',
    `| services | ${columns.join(' | ')} |`,
    `| --- |${columns.map(() => ' --- |').join('')}`,
    ...rows,
  ].join('\n');
};

function measureRound(root: string, workspace: string, size: number, round: number): number[] {
  const measure = (stale: number): Measured => {
    const { stdout, stderr } = runIn(
      workspace,
      process.execPath,
      join(root, 'tools/bench/graph/measure-graph.mjs'),
      join(root, 'packages/nx-gitops/dist/index.js'),
      String(size),
    );
    if (stdout === '') throw new Error(stderr);
    const measured = JSON.parse(stdout) as Measured;
    if (measured.stale.length !== stale || measured.edges !== size)
      throw new Error(`Expected ${stale} stale locks and ${size} edges: ${stdout}`);
    return measured;
  };
  const start = performance.now();
  runIn(workspace, 'git', 'status', '--porcelain');
  const status = performance.now() - start;
  rmSync(join(workspace, '.nx'), { recursive: true, force: true });
  const cold = measure(0);
  const warm = measure(0);
  const changed = join(workspace, 'apps/svc-1');
  appendFileSync(join(changed, 'kbld.yaml'), `# ${round}\n`);
  appendFileSync(join(changed, 'src/main.ts'), `// ${round}\n`);
  const edited = measure(1);
  runIn(workspace, 'git', 'checkout', '--quiet', '.');
  const megabytes = Math.max(cold.megabytes, warm.megabytes, edited.megabytes);
  return [status, cold.graph, warm.graph, edited.graph, warm.load, megabytes];
}

const medianOf = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

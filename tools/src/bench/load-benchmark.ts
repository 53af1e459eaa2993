import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { ToolsError } from '../tools-error.ts';
import { workspaceRoot } from '../workspace.ts';
import type { Benchmark } from './benchmark.ts';

/** The benchmarks that there are: each is a file of tools/bench. */
export async function listBenchmarks(): Promise<string[]> {
  const files = await readdir(join(workspaceRoot, 'tools/bench'));
  return files.filter((file) => file.endsWith('.ts')).map((file) => file.slice(0, -3));
}

/** Bundles a benchmark beside the packages that it imports, and loads it. */
export async function loadBenchmark(name: string): Promise<Benchmark> {
  const names = await listBenchmarks();
  if (!names.includes(name))
    throw new ToolsError(
      name === '' ? 'Name a benchmark.' : `There is no benchmark "${name}".`,
      `Use one of: ${names.join(', ')}.`,
    );
  const { build } = await import('esbuild');
  const outfile = join(workspaceRoot, `.nx-gitops/bench-${process.pid}/${name}.mjs`);
  await build({
    entryPoints: [join(workspaceRoot, `tools/bench/${name}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
  });
  try {
    return ((await import(pathToFileURL(outfile).href)) as { benchmark: Benchmark }).benchmark;
  } finally {
    await rm(join(outfile, '..'), { recursive: true });
  }
}

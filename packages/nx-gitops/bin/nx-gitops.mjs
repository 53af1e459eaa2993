#!/usr/bin/env node
// "check" is what a hook waits for: it has a bundle of its own and loads nothing else.
import { statSync } from 'node:fs';
import module, { createRequire } from 'node:module';

const [command, ...rest] = process.argv.slice(2);
if (command === 'check') {
  const { main } = createRequire(import.meta.url)('../dist/check.cjs');
  process.exit(await main(rest));
} else {
  // From Node 22 on: what is compiled once need not be compiled again.
  module.enableCompileCache?.();
  const { main } = await import(isBundled() ? '../dist/bundle/cli.mjs' : '../dist/cli/main.js');
  process.exitCode = await main(process.argv.slice(2));
}

/** In a checkout the compiler may have run since the bundle was made; the package has no build info. */
function isBundled() {
  const [bundle, compiled] = ['bundle/cli.mjs', '.tsbuildinfo'].map(
    (file) =>
      statSync(new URL(`../dist/${file}`, import.meta.url), { throwIfNoEntry: false })?.mtimeMs,
  );
  return bundle !== undefined && bundle >= (compiled ?? 0);
}

#!/usr/bin/env node
// "check" is what a hook waits for: it has a bundle of its own and loads nothing else.
import { createRequire } from 'node:module';

const [command, ...rest] = process.argv.slice(2);
if (command === 'check') {
  const { main } = createRequire(import.meta.url)('../dist/check.cjs');
  process.exit(await main(rest));
} else {
  const { main } = await import('../dist/cli/main.js');
  process.exitCode = await main(process.argv.slice(2));
}

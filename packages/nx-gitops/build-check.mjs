// Bundles `nx-gitops check` into one CommonJS file: a hook starts nothing else, and pays for no other module.
import { build } from 'esbuild';

await build({
  entryPoints: [new URL('src/cli/check-main.ts', import.meta.url).pathname],
  outfile: new URL('dist/check.cjs', import.meta.url).pathname,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minify: false,
  sourcemap: false,
  legalComments: 'none',
  banner: { js: '#!/usr/bin/env node' },
});

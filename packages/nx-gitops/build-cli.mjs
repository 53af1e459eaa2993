// Bundles the other commands of `nx-gitops` into dist/bundle, a few files for each: reading their modules one by one
// takes Node half a second, which is most of a render that has nothing to do.
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

rmSync(here('dist/bundle'), { recursive: true, force: true });
await build({
  bundle: true,
  splitting: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  entryPoints: { cli: here('src/cli/main.ts') },
  outdir: here('dist/bundle'),
  outExtension: { '.js': '.mjs' },
  // What is CommonJS in it asks for modules of Node by "require".
  banner: {
    js: "import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);",
  },
});

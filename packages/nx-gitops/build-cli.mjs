// Bundles the other commands of `nx-gitops` into one file, dist/bundle/cli.mjs: reading their modules one by one
// takes Node half a second, which is most of a render that has nothing to do.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

await build({
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  entryPoints: [here('src/cli/main.ts')],
  outfile: here('dist/bundle/cli.mjs'),
  // What is CommonJS in it asks for modules of Node by "require".
  banner: {
    js: "import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);",
  },
});

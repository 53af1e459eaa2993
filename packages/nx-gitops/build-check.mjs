// Bundles `nx-gitops check` into one CommonJS file, dist/check.cjs: a hook starts nothing else.
// What most runs never need (the YAML parser, RE2, the checks of locks) lies in files of its own beside it,
// because a large file costs time even where it is not run. An argument names another folder than dist.
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const out = process.argv[2] ?? here('dist');
const options = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minify: true,
  sourcemap: false,
  legalComments: 'none',
};
const parts = new Map();

/** Makes every `import()` a `require()` of a part. */
const apart = {
  name: 'apart',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /./ }, async ({ path, kind, pluginData, ...rest }) => {
      if (kind !== 'dynamic-import' || pluginData === apart || path.startsWith('node:'))
        return undefined;
      const found = await resolve(path, {
        kind,
        pluginData: apart,
        resolveDir: rest.resolveDir,
        importer: rest.importer,
      });
      const name = path.startsWith('.') ? basename(path, '.ts') : path;
      parts.set(name, found.path);
      return { path: `./check-${name}.cjs`, external: true };
    });
  },
};

await build({
  ...options,
  entryPoints: [here('src/cli/check-main.ts')],
  outfile: join(out, 'check.cjs'),
  supported: { 'dynamic-import': false },
  plugins: [apart],
});
for (const [name, path] of parts) {
  await build({ ...options, entryPoints: [path], outfile: join(out, `check-${name}.cjs`) });
}

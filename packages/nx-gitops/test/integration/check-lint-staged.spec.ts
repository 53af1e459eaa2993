import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundleCheck, closeBundle, openWorkbench, type Workbench } from './check-workbench.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const lintStaged = here('../../../../node_modules/lint-staged/bin/lint-staged.js');

let bench: Workbench;
beforeEach(() => {
  bench = openWorkbench();
  const preset = join(dirname(bundleCheck()), 'lint-staged.mjs');
  buildSync({ entryPoints: [here('../../src/lint-staged.ts')], format: 'esm', outfile: preset });
  bench.write(
    'lint-staged.config.mjs',
    `import { checkStaged } from ${JSON.stringify(preset)};\nexport default { '*': checkStaged() };\n`,
  );
  // Every start of the check leaves a line.
  bench.write(
    '.git/count.cjs',
    `if (process.argv[1]?.endsWith('check.cjs')) require('fs').appendFileSync(__dirname + '/count', '.');`,
  );
  bench.write(
    '.husky/pre-commit',
    `NODE_OPTIONS="--require ${join(bench.path, '.git/count.cjs')}" node "${lintStaged}" --max-arg-length 300\n`,
  );
  bench.git('add', '-A');
  expect(bench.commit().code).toBe(0);
});
afterEach(() => bench.close());
afterAll(closeBundle);

describe('the preset of lint-staged', () => {
  it('checks the index once for many files, and stops a commit', () => {
    for (let index = 0; index < 30; index += 1) bench.write(`apps/a-${index}.yaml`, 'a: 1\n');
    bench.write('apps/secret.yaml', bench.secret());
    bench.git('add', '-A');
    bench.write('.git/count', '');
    const { code, out } = bench.commit();
    expect(code).toBe(1);
    expect(out).toContain('apps/secret.yaml:6');
    expect(readFileSync(join(bench.path, '.git/count'), 'utf8')).toBe('.');
    bench.git('rm', '-q', '--cached', 'apps/secret.yaml');
    expect(bench.commit().code).toBe(0);
  });
});

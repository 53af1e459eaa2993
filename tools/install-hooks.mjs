// Run by npm's "prepare": points Git at .husky, except where there is no checkout (a tarball) or in CI.
import { existsSync } from 'node:fs';
if (!process.env.CI && existsSync(new URL('../.git', import.meta.url))) {
  const { default: husky } = await import('husky');
  const problem = husky();
  if (problem) console.warn(problem);
}

import { fileURLToPath } from 'node:url';

const bundle = fileURLToPath(new URL('./check.cjs', import.meta.url));

/**
 * The check as a task of lint-staged: `export default { '*': checkStaged() }`. It looks at the index, so it takes
 * no paths, and it runs once however many pieces lint-staged cuts a long list of files into.
 */
export function checkStaged(): () => string[] {
  let isAsked = false;
  return () => {
    if (isAsked) return [];
    isAsked = true;
    return [`node "${bundle.replaceAll('\\', '/')}" --staged`];
  };
}

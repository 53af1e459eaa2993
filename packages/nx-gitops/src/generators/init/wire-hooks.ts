import {
  addDependenciesToPackageJson,
  logger,
  readJson,
  updateJson,
  type GeneratorCallback,
  type Tree,
} from '@nx/devkit';

interface Manifest {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly 'lint-staged'?: unknown;
}

// The bundle is started without npx, which takes longer than the check; the empty variable spares Node the reading
// of extra certificates.
const check = (option: string): string =>
  `NODE_EXTRA_CA_CERTS= node node_modules/nx-gitops/dist/check.cjs ${option}`;

const explained = `# Plaintext secrets, broken sops files and locks: judged by what is staged.\n`;

/** Git looks for secrets before a commit, a merge and a push. Hooks of other kinds stay as they are. */
export function wireHooks(tree: Tree): GeneratorCallback | undefined {
  if (!tree.exists('package.json')) return undefined;
  if (['lefthook.yml', '.pre-commit-config.yaml'].some((file) => tree.exists(file))) {
    logger.warn(`This workspace has hooks of its own: let them run "${check('--staged')}".`);
    return undefined;
  }
  const { formats } = findLintStaged(tree);
  addLine(tree, 'pre-commit', [check('--staged'), ...(formats ? [lintStaged] : [])]);
  addLine(tree, 'pre-merge-commit', [check('--staged')]);
  addLine(tree, 'pre-push', [check('--pre-push')]);
  addPrepare(tree);
  return addMissing(tree, { husky: '^9.1.7', ...(formats ? { 'lint-staged': '^16.3.4' } : {}) });
}

const lintStaged = 'NODE_EXTRA_CA_CERTS= node node_modules/lint-staged/bin/lint-staged.js --quiet';

/** lint-staged runs what formats; where the workspace has no formatter, there is nothing for it to run. */
function findLintStaged(tree: Tree): { formats: boolean } {
  const manifest = readJson<Manifest>(tree, 'package.json');
  const hasConfig =
    manifest['lint-staged'] !== undefined ||
    tree.children('.').some((name) => /^(\.lintstagedrc|lint-staged\.config\.)/.test(name));
  const hasPrettier = { ...manifest.dependencies, ...manifest.devDependencies }['prettier'];
  if (!hasConfig && hasPrettier !== undefined) {
    tree.write('.lintstagedrc.json', '{ "*": "prettier --write --ignore-unknown" }\n');
  }
  return { formats: hasConfig || hasPrettier !== undefined };
}

function addLine(tree: Tree, hook: string, lines: readonly string[]): void {
  const file = `.husky/${hook}`;
  const before = tree.read(file, 'utf8') ?? '';
  if (before.includes('nx-gitops')) return;
  const wanted = lines.filter((line) => !(line === lintStaged && before.includes('lint-staged')));
  // First: nothing may rewrite a file before it was judged.
  tree.write(file, `${explained}${wanted.join('\n')}\n${before}`);
}

function addPrepare(tree: Tree): void {
  const { scripts = {} } = readJson<Manifest>(tree, 'package.json');
  if (scripts['prepare']?.includes('husky')) return;
  const prepare = scripts['prepare'] === undefined ? 'husky' : `${scripts['prepare']} && husky`;
  updateJson<Manifest>(tree, 'package.json', (manifest) => ({
    ...manifest,
    scripts: { ...scripts, prepare },
  }));
}

function addMissing(
  tree: Tree,
  packages: Readonly<Record<string, string>>,
): GeneratorCallback | undefined {
  const manifest = readJson<Manifest>(tree, 'package.json');
  const there = { ...manifest.dependencies, ...manifest.devDependencies };
  const missing = Object.entries(packages).filter(([name]) => there[name] === undefined);
  if (missing.length === 0) return undefined;
  return addDependenciesToPackageJson(tree, {}, Object.fromEntries(missing));
}

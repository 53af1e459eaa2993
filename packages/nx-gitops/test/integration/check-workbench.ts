import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { credentials } from '../corpus/credentials.ts';
import { seeded } from '../corpus/seeded.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const husky = here('../../../../node_modules/husky/bin.js');

export interface Ran {
  readonly code: number;
  readonly out: string;
}

/** A repository with husky's real hooks, and the check as users have it: one bundled file. */
export interface Workbench {
  readonly path: string;
  readonly git: (...args: string[]) => Ran;
  readonly check: (...args: string[]) => Ran;
  readonly write: (path: string, content: string | Buffer) => void;
  readonly commit: (...args: string[]) => Ran;
  /** A Secret manifest with a value that no other call gives. */
  readonly secret: () => string;
  readonly password: () => string;
  readonly close: () => void;
}

const folder = mkdtempSync(join(tmpdir(), 'nx-gitops-check-'));
let bundle: string | undefined;

/** The bundle, made once for a spec file. */
export function bundleCheck(): string {
  if (bundle === undefined) {
    execFileSync(process.execPath, [here('../../build-check.mjs'), join(folder, 'bundle')]);
    bundle = join(folder, 'bundle', 'check.cjs');
  }
  return bundle;
}

export const closeBundle = (): void => rmSync(folder, { recursive: true, force: true });

const environment = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_') && name !== 'HUSKY'),
  ),
  GIT_CONFIG_GLOBAL: join(folder, 'gitconfig'),
  GIT_CONFIG_NOSYSTEM: '1',
  HOME: folder,
  SOPS_DISABLE_VERSION_CHECK: '1',
};

export function run(
  file: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Ran {
  const { status, stdout, stderr } = spawnSync(file, [...args], {
    cwd,
    env: { ...environment, ...env },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return { code: status ?? -1, out: `${stdout}${stderr}` };
}

export function openWorkbench(): Workbench {
  const path = mkdtempSync(join(folder, 'repository-'));
  writeFileSync(
    join(folder, 'gitconfig'),
    '[user]\nname = Test\nemail = test@shop.example\n[init]\ndefaultBranch = main\n[protocol "file"]\nallow = always\n[advice]\ndetachedHead = false\n',
  );
  const git = (...args: string[]): Ran => run('git', args, path);
  git('init', '-q');
  const write: Workbench['write'] = (name, content) => {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  };
  installHooks(path, write);
  const made = credentials(seeded(Math.floor(performance.now() * 1000)));
  const password = (): string => `${made.base64(9)}7x`;
  const secret = (): string =>
    `apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\nstringData:\n  password: ${password()}\n`;
  return {
    path,
    git,
    write,
    secret,
    password,
    check: (...args) => run(process.execPath, [bundleCheck(), ...args], path),
    commit: (...args) => git('commit', '-q', '-m', 'x', ...args),
    close: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** What `husky` does in `npm install`, and the lines that `init` writes. */
export function installHooks(path: string, write: Workbench['write']): void {
  run(process.execPath, [husky], path);
  const line = `NODE_EXTRA_CA_CERTS= node "${bundleCheck()}"`;
  write('.husky/pre-commit', `${line} --staged\n`);
  write('.husky/pre-merge-commit', `${line} --staged\n`);
  write('.husky/pre-push', `${line} --pre-push\n`);
}

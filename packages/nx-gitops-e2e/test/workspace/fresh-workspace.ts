import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { execa } from 'execa';
import { packPlugin } from './pack-plugin.ts';

/** What somebody may have before nx-gitops comes: a pair of each of these is tried. */
export interface Variant {
  readonly nx: string;
  readonly manager: 'npm' | 'pnpm';
  readonly isPackageBased: boolean;
  readonly isTyped: boolean;
}

export interface FreshWorkspace {
  readonly root: string;
  /** Unique in the cluster and in the registry. */
  readonly id: string;
  /** A command of an installed package; throws when it fails. Answers what it said. */
  readonly run: (command: string, ...args: readonly string[]) => Promise<string>;
  /** As `run`, with the exit code. */
  readonly attempt: (
    command: string,
    ...args: readonly string[]
  ) => Promise<{ readonly exitCode: number; readonly output: string }>;
  readonly edit: (path: string, change: (text: string) => string) => Promise<void>;
  readonly read: (path: string) => Promise<string>;
  readonly dispose: () => Promise<void>;
}

const pnpmVersion = '10.34.9';

/** A workspace as create-nx-workspace leaves it, in Git, with the packed plugin installed. */
export async function createFreshWorkspace(variant: Variant): Promise<FreshWorkspace> {
  const id = `e${randomBytes(4).toString('hex')}`;
  const folder = await mkdtemp(join(tmpdir(), `nx-gitops-e2e-${id}-`));
  const root = join(folder, 'workspace');
  const tools = join(folder, 'tools');
  const path = [
    join(root, 'node_modules/.bin'),
    join(tools, 'node_modules/.bin'),
    process.env['PATH'],
  ];
  const env = {
    PATH: path.join(delimiter),
    NX_DAEMON: 'false',
    NO_COLOR: '1',
    FORCE_COLOR: '0',
    SOPS_AGE_KEY_FILE: join(folder, 'keys.txt'),
    NX_GITOPS_PLATFORM: await writePlatform(folder),
    GIT_AUTHOR_NAME: 'test',
    GIT_AUTHOR_EMAIL: 'test@example.com',
    GIT_COMMITTER_NAME: 'test',
    GIT_COMMITTER_EMAIL: 'test@example.com',
  };
  const attempt: FreshWorkspace['attempt'] = async (command, ...args) => {
    const { exitCode = 1, all } = await execa(command, args, {
      cwd: root,
      env,
      all: true,
      reject: false,
      stdin: 'ignore',
    });
    return { exitCode, output: all.replaceAll(/\u001b\[[0-9;]*m/g, '') };
  };
  const run: FreshWorkspace['run'] = async (command, ...args) => {
    const { exitCode, output } = await attempt(command, ...args);
    if (exitCode !== 0) throw new Error(`${[command, ...args].join(' ')}\n${output}`);
    return output;
  };
  const at = (file: string): string => join(root, file);
  for (const [file, text] of Object.entries(filesOf(variant))) {
    await mkdir(dirname(at(file)), { recursive: true });
    await writeFile(at(file), text);
  }
  await run('git', 'init', '--quiet', '--initial-branch=main');
  const tarball = await packPlugin(folder);
  if (variant.manager === 'pnpm') {
    await run('npm', 'install', ...quietly, `--prefix=${tools}`, `pnpm@${pnpmVersion}`);
    await run('pnpm', 'add', '--save-dev', '--workspace-root', '--prefer-offline', tarball);
  } else {
    await run('npm', 'install', ...quietly, '--save-dev', tarball);
  }
  return {
    root,
    id,
    run,
    attempt,
    read: (file) => readFile(at(file), 'utf8'),
    edit: async (file, change) => writeFile(at(file), change(await readFile(at(file), 'utf8'))),
    dispose: () => rm(folder, { recursive: true, force: true }),
  };
}

const quietly = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];

function filesOf({ nx, manager, isPackageBased, isTyped }: Variant): Record<string, string> {
  const isWorkspaces = isPackageBased && manager === 'npm';
  const manifest = {
    name: '@acme/source',
    version: '0.0.0',
    private: true,
    ...(isWorkspaces ? { workspaces: ['packages/*'] } : {}),
    devDependencies: { nx, ...(isTyped ? { typescript: '~5.9.3' } : {}) },
  };
  return {
    'package.json': JSON.stringify(manifest, null, 2),
    'nx.json': JSON.stringify({ defaultBase: 'main', analytics: false }, null, 2),
    '.gitignore': 'node_modules\n',
    ...(isTyped ? { 'tsconfig.base.json': '{ "compilerOptions": { "strict": true } }\n' } : {}),
    ...(manager === 'pnpm'
      ? { 'pnpm-workspace.yaml': `packages:\n  - ${isPackageBased ? 'packages/*' : '.'}\n` }
      : {}),
  };
}

/** The platform of the specs; the images of all kinds of services are those of its Node.js base. */
async function writePlatform(folder: string): Promise<string> {
  const text = await readFile(process.env['NX_GITOPS_PLATFORM'] ?? '', 'utf8');
  const platform = JSON.parse(text) as { baseImages: Record<string, string> };
  const [base = ''] = Object.values(platform.baseImages);
  platform.baseImages['nginxinc/nginx-unprivileged:1.29-alpine'] = base;
  const file = join(folder, 'platform.json');
  await writeFile(file, JSON.stringify(platform));
  return file;
}

import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { linkModules } from './link-modules.ts';

/** What a run of Nx did. */
export interface NxRun {
  readonly exitCode: number;
  readonly output: string;
  /** The tasks that ran, sorted: `@shop/catalog:lock`. */
  readonly tasks: readonly string[];
}

/** A workspace in a folder of its own, with real Git, Nx and tools. */
export interface Workspace {
  readonly root: string;
  /** Unique in the cluster: namespaces are named after it. */
  readonly id: string;
  readonly nx: (...args: string[]) => Promise<NxRun>;
  /** The plugin's own command line. */
  readonly cli: (
    ...args: string[]
  ) => Promise<{ exitCode: number; stdout: string; stderr: string }>;
  readonly git: (...args: string[]) => Promise<string>;
  readonly helm: (...args: string[]) => Promise<void>;
  readonly read: (path: string) => Promise<string>;
  readonly write: (path: string, text: string) => Promise<void>;
  readonly remove: (path: string) => Promise<void>;
  readonly edit: (path: string, change: (text: string) => string) => Promise<void>;
  readonly commit: (message: string) => Promise<void>;
  /** The same workspace, seen by processes that are given these variables. */
  readonly withEnvironment: (variables: Readonly<Record<string, string>>) => Workspace;
  readonly dispose: () => Promise<void>;
}

/** A workspace with these files, committed. `{id}` in them becomes the workspace's own id. */
export async function createWorkspace(files: Readonly<Record<string, string>>): Promise<Workspace> {
  const id = `t${randomBytes(4).toString('hex')}`;
  const root = await mkdtemp(join(tmpdir(), `nx-gitops-${id}-`));
  const workspace = openWorkspace(root, id);
  for (const [path, text] of Object.entries(files)) {
    await workspace.write(path, text.replaceAll('{id}', id));
  }
  await linkModules(root);
  await workspace.git('init', '--quiet', '--initial-branch=main');
  await workspace.commit('chore: begin');
  return workspace;
}

/** A clone of a workspace: what is committed, no Nx cache, no build outputs. */
export async function cloneWorkspace(from: Workspace): Promise<Workspace> {
  const root = await mkdtemp(join(tmpdir(), `nx-gitops-${from.id}-`));
  await execa('git', ['clone', '--quiet', from.root, root]);
  await linkModules(root);
  return openWorkspace(root, from.id);
}

function openWorkspace(
  root: string,
  id: string,
  variables: Readonly<Record<string, string>> = {},
): Workspace {
  const at = (path: string): string => join(root, path);
  const read = (path: string): Promise<string> => readFile(at(path), 'utf8');
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(at(path)), { recursive: true });
    await writeFile(at(path), text);
  };
  const git = async (...args: string[]): Promise<string> => {
    const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com'];
    return (await execa('git', [...identity, ...args], { cwd: root })).stdout;
  };
  return {
    root,
    id,
    read,
    write,
    git,
    nx: (...args) => runNx(root, args, variables),
    helm: async (...args) => {
      await execa('helm', args, { cwd: root });
    },
    cli: async (...args) => {
      const bin = at('node_modules/nx-gitops/bin/nx-gitops.mjs');
      const result = await execa(process.execPath, [bin, ...args], {
        cwd: root,
        reject: false,
        env: variables,
      });
      return { exitCode: result.exitCode ?? 1, stdout: result.stdout, stderr: result.stderr };
    },
    remove: (path) => rm(at(path), { recursive: true, force: true }),
    edit: async (path, change) => write(path, change(await read(path))),
    commit: async (message) => {
      await git('add', '--all');
      await git('commit', '--quiet', '--no-verify', '--allow-empty', `--message=${message}`);
    },
    withEnvironment: (more) => openWorkspace(root, id, { ...variables, ...more }),
    dispose: () => rm(root, { recursive: true, force: true }),
  };
}

async function runNx(
  root: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<NxRun> {
  const { all, exitCode } = await execa(
    'node_modules/.bin/nx',
    // A generator takes no options but its own.
    args[0] === 'g' ? [...args] : [...args, '--output-style=stream'],
    {
      cwd: root,
      all: true,
      reject: false,
      env: { NX_DAEMON: 'false', NO_COLOR: '1', FORCE_COLOR: '0', CI: 'true', ...variables },
    },
  );
  const output = all.replaceAll(/\u001b\[[0-9;]*m/g, '');
  const tasks = [...output.matchAll(/^> nx run (\S+)/gm)].map((match) => match[1] ?? '');
  return { exitCode: exitCode ?? 1, output, tasks: [...new Set(tasks)].sort() };
}

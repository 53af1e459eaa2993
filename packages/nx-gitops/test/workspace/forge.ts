import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { linkModules } from './link-modules.ts';
import { readPlatformFile } from './platform-file.ts';

/** What a job did: the output of its steps, the exit code of the one that ended it. */
export interface JobRun {
  readonly name: string;
  readonly exitCode: number;
  readonly output: string;
}

/** A machine that runs jobs as a forge does: each in a clone of its own, with no more than it is given. */
export interface Runner {
  readonly remote: string;
  readonly folder: string;
  readonly clone: (ref: string) => Promise<string>;
  /** Runs lines of a script; `shell` are the arguments before the file. */
  readonly run: (
    shell: readonly string[],
    lines: string,
    cwd: string,
    env: Readonly<Record<string, string>>,
  ) => Promise<{ readonly exitCode: number; readonly output: string }>;
  readonly dispose: () => Promise<void>;
}

export async function openRunner(remote: string): Promise<Runner> {
  const folder = await mkdtemp(join(tmpdir(), 'nx-gitops-runner-'));
  const bin = join(folder, 'bin');
  await mkdir(bin);
  // The packages are linked into every clone; without these two, each step would ask for them again.
  const stands = { npx: 'PATH="$PWD/node_modules/.bin:$PATH" exec "$@"', npm: 'test "$*" = ci' };
  for (const [name, line] of Object.entries(stands)) {
    await writeFile(join(bin, name), `#!/bin/sh\n${line}\n`);
    await chmod(join(bin, name), 0o755);
  }
  // It builds and has a registry, but knows no cluster: a job gets into one with what it was given.
  const { kubeconfig: _file, context: _name, ...platform } = await readPlatformFile();
  await writeFile(join(folder, 'platform.json'), JSON.stringify(platform));
  const inherited = ['LANG', 'XDG_CACHE_HOME', 'NX_ISOLATE_PLUGINS', 'NODE_EXTRA_CA_CERTS'];
  const base = {
    ...Object.fromEntries(inherited.map((name) => [name, process.env[name] ?? ''])),
    PATH: [bin, process.env['PATH']].join(delimiter),
    HOME: folder,
    NX_GITOPS_PLATFORM: join(folder, 'platform.json'),
    NX_DAEMON: 'false',
    NX_TUI: 'false',
    NX_ISOLATE_PLUGINS: 'false',
    NO_COLOR: '1',
    CI: 'true',
  };
  let count = 0;
  return {
    remote,
    folder,
    clone: async (ref) => {
      const clone = join(folder, `clone-${count++}`);
      await execa('git', ['clone', '--quiet', remote, clone]);
      await execa('git', ['checkout', '--quiet', ref], { cwd: clone });
      await linkModules(clone);
      return clone;
    },
    run: async ([shell = 'sh', ...args], lines, cwd, env) => {
      const file = join(folder, `step-${count++}`);
      await writeFile(file, lines);
      const options = { cwd, env: { ...base, ...env }, extendEnv: false } as const;
      const result = await execa(shell, [...args, file], { ...options, all: true, reject: false });
      return { exitCode: result.exitCode ?? 1, output: `${result.all}\n` };
    },
    dispose: () => rm(folder, { recursive: true, force: true }),
  };
}

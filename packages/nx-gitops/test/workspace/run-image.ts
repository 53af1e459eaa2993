import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { execa } from 'execa';
import { findFreePort } from './registry.ts';

interface ImageConfig {
  readonly config: {
    readonly Cmd: readonly string[];
    readonly Env?: readonly string[];
    readonly WorkingDir?: string;
    readonly User?: string;
  };
}

/**
 * Unpacks an image, starts its command in its own file system and asks for these paths. Without the rights for a
 * chroot, the image's node runs by the image's own loader and libraries.
 */
export async function askImage(
  reference: string,
  env: Readonly<Record<string, string>>,
  paths: readonly string[],
): Promise<readonly number[]> {
  const root = await mkdtemp(join(tmpdir(), 'nx-gitops-image-'));
  try {
    await chmod(root, 0o755);
    await execa('tar', ['--extract', '--no-same-owner', `--directory=${root}`], {
      inputFile: await exportImage(reference, root),
    });
    const { stdout } = await execa('crane', ['config', reference]);
    const { config } = JSON.parse(stdout) as ImageConfig;
    const port = await findFreePort();
    const [file = '', ...args] = commandOf(root, config);
    const child = spawn(file, args, {
      cwd: join(root, config.WorkingDir ?? '/'),
      env: { ...variablesOf(config), ...env, PORT: String(port) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said: string[] = [];
    child.stdout.on('data', (data) => said.push(String(data)));
    child.stderr.on('data', (data) => said.push(String(data)));
    try {
      await waitFor(`http://127.0.0.1:${port}${paths[0]}`, () => child.exitCode, said);
      return await Promise.all(
        paths.map(async (path) => (await fetch(`http://127.0.0.1:${port}${path}`)).status),
      );
    } finally {
      if (child.exitCode === null && child.kill()) await once(child, 'exit');
    }
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function exportImage(reference: string, folder: string): Promise<string> {
  const file = join(folder, '.image.tar');
  await execa('crane', ['export', reference, file]);
  return file;
}

const variablesOf = ({ Env = [] }: ImageConfig['config']): Record<string, string> =>
  Object.fromEntries(Env.map((entry) => entry.split(/=(.*)/s).slice(0, 2)));

/** `chroot` changes to `/`: scripts are named by their whole path. */
function commandOf(root: string, config: ImageConfig['config']): string[] {
  const [program = '', ...args] = config.Cmd;
  const inImage = args.map((argument) =>
    argument.endsWith('.js') ? join(config.WorkingDir ?? '/', argument) : argument,
  );
  if (process.getuid?.() === 0) {
    const user = config.User ? [`--userspec=${config.User}`] : [];
    return ['/usr/sbin/chroot', ...user, root, program, ...inImage];
  }
  const architecture = process.arch === 'arm64' ? 'aarch64' : 'x86_64';
  const loader = {
    aarch64: 'lib/ld-linux-aarch64.so.1',
    x86_64: 'lib64/ld-linux-x86-64.so.2',
  }[architecture];
  const libraries = ['lib', 'lib64', 'usr/lib', 'usr/lib64'].flatMap((folder) => [
    join(root, folder, `${architecture}-linux-gnu`),
    join(root, folder),
  ]);
  return [
    join(root, loader),
    '--library-path',
    libraries.join(':'),
    join(root, 'usr/local/bin', program),
    ...inImage.map((argument) => join(root, argument)),
  ];
}

async function waitFor(
  url: string,
  ended: () => number | null,
  said: readonly string[],
): Promise<void> {
  for (let attempt = 0; attempt < 150; attempt += 1) {
    if (
      await fetch(url).then(
        () => true,
        () => false,
      )
    )
      return;
    if (ended() !== null) break;
    await setTimeout(100);
  }
  throw new Error(`No answer from ${url}; the image said:\n${said.join('')}`);
}

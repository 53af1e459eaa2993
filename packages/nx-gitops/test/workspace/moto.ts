import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { repositoryRoot } from './repository-root.ts';

/** Moto stands in for AWS. */
export interface Moto {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** `moto[server]` without the checks of CloudFormation, which are most of it. */
const packages = ['moto[s3]==5.2.5', 'flask', 'flask-cors'] as const;

/** Installed once for a checkout, in `.nx-gitops`. */
async function installMoto(): Promise<string> {
  const home = join(repositoryRoot, '.nx-gitops', 'moto');
  const folder = join(home, packages[0].replace(/\W+/g, '-'));
  if (existsSync(folder)) return folder;
  await mkdir(home, { recursive: true });
  const work = await mkdtemp(join(home, '.making-'));
  await execa('python3', ['-m', 'venv', work]);
  await execa(join(work, 'bin/pip'), ['install', '--quiet', ...packages]);
  // Two specs may install it at once; the first one wins.
  await rename(work, folder).catch(() => rm(work, { recursive: true }));
  return folder;
}

export async function startMoto(): Promise<Moto> {
  const python = join(await installMoto(), 'bin/python');
  const server = spawn(python, ['-m', 'moto.server', '-p', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    const read = (chunk: Buffer): void => {
      said += chunk.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (found) resolve(found);
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    server.once('exit', () => reject(new Error(said)));
  });
  return {
    url,
    stop: async () => {
      server.kill();
    },
  };
}

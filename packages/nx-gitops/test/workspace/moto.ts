import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

/** Moto stands in for AWS. */
export interface Moto {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** `moto[server]` without the checks of CloudFormation, which are most of it. */
const packages = ['moto[s3]', 'flask', 'flask-cors'];

export async function startMoto(): Promise<Moto> {
  const folder = await mkdtemp(join(tmpdir(), 'nx-gitops-moto-'));
  await execa('python3', ['-m', 'venv', folder]);
  await execa(join(folder, 'bin/pip'), ['install', '--quiet', ...packages]);
  const server = spawn(join(folder, 'bin/moto_server'), ['-p', '0'], {
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
      await rm(folder, { recursive: true, force: true });
    },
  };
}

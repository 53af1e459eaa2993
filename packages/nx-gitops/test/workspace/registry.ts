import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { repositoryRoot } from './repository-root.ts';

/** An empty registry of its own. */
export interface Registry {
  /** `127.0.0.1:<port>`. */
  readonly address: string;
  readonly stop: () => Promise<void>;
}

export async function startRegistry(): Promise<Registry> {
  const disk = await mkdtemp(join(tmpdir(), 'nx-gitops-registry-'));
  const address = `127.0.0.1:${await findFreePort()}`;
  const child = spawn(
    join(repositoryRoot, '.nx-gitops/bin/registry'),
    [`--address=${address}`, `--disk=${disk}`],
    { stdio: 'ignore' },
  );
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.kill()) await once(child, 'exit');
    await rm(disk, { recursive: true, force: true });
  };
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const answers = await fetch(`http://${address}/v2/`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answers) return { address, stop };
    await setTimeout(100);
  }
  await stop();
  throw new Error(`The registry at ${address} does not answer`);
}

export async function findFreePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

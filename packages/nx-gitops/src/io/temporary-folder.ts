import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Runs `work` with a new folder that is gone afterwards. It lies in the ignored folder of the workspace, on the
 * same file system as what is renamed out of it. What a killed process left is removed by the next one.
 */
export async function withTemporaryFolder<T>(
  workspace: string,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const parent = join(workspace, '.nx-gitops', 'tmp');
  await mkdir(parent, { recursive: true });
  await sweep(parent);
  const folder = await mkdtemp(join(parent, `${process.pid}-`));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function sweep(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!isAlive(Number.parseInt(name, 10))) {
      await rm(join(parent, name), { recursive: true, force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

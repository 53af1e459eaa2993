import { execa } from 'execa';
import { readPlatformFile } from './platform-file.ts';

/** kubectl against the platform of the specs. */
export async function kubectl(args: readonly string[], input?: string): Promise<string> {
  const { kubeconfig = '' } = await readPlatformFile();
  const options = input === undefined ? {} : { input };
  return (await execa('kubectl', [`--kubeconfig=${kubeconfig}`, ...args], options)).stdout;
}

/** Waits until something is so. */
export async function until(
  what: string,
  holds: () => Promise<boolean>,
  seconds = 60,
): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await holds().catch(() => false))) {
    if (Date.now() > deadline) throw new Error(`It never came about: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

const plugin = fileURLToPath(new URL('../../../nx-gitops', import.meta.url));

/** The plugin as it would be published; answers the path of the tarball. */
export async function packPlugin(folder: string): Promise<string> {
  const args = ['pack', '--json', '--ignore-scripts', `--pack-destination=${folder}`];
  const { stdout } = await execa('npm', args, { cwd: plugin });
  const [packed] = JSON.parse(stdout) as { filename: string }[];
  return join(folder, packed?.filename ?? '');
}

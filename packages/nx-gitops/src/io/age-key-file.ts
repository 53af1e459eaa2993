import { homedir } from 'node:os';
import { join } from 'node:path';

type Variables = Readonly<Record<string, string | undefined>>;

/** The file that sops reads age keys from, see https://getsops.io/docs/#encrypting-using-age. */
export function ageKeyFile(
  env: Variables = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  if (env['SOPS_AGE_KEY_FILE']) return env['SOPS_AGE_KEY_FILE'];
  const home = env['HOME'] ?? homedir();
  const folder =
    platform === 'win32'
      ? (env['AppData'] ?? env['APPDATA'] ?? join(home, 'AppData', 'Roaming'))
      : env['XDG_CONFIG_HOME'] ||
        join(home, ...(platform === 'darwin' ? ['Library', 'Application Support'] : ['.config']));
  return join(folder, 'sops', 'age', 'keys.txt');
}

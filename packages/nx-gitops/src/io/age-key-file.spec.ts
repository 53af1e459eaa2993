import { expect, it } from 'vitest';
import { ageKeyFile } from './age-key-file.ts';

it.each([
  [{ HOME: '/h' }, 'linux', '/h/.config/sops/age/keys.txt'],
  [{ HOME: '/h', XDG_CONFIG_HOME: '/x' }, 'linux', '/x/sops/age/keys.txt'],
  [{ HOME: '/h' }, 'darwin', '/h/Library/Application Support/sops/age/keys.txt'],
  [{ HOME: '/h', SOPS_AGE_KEY_FILE: '/k' }, 'linux', '/k'],
] as const)('is where sops looks: %o on %s', (env, platform, file) => {
  expect(ageKeyFile(env, platform)).toBe(file);
});

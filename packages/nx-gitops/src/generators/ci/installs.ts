/** What installs exactly the packages of the lock file, by package manager. */
export const installs = {
  npm: 'npm ci',
  pnpm: 'pnpm install --frozen-lockfile',
  yarn: 'yarn install --immutable',
} as const;

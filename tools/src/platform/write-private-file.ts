import { renameSync, writeFileSync } from 'node:fs';

/** Replaces a file at once; only its owner may read it. */
export const writePrivateFile = (path: string, content: string): void => {
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, content, { mode: 0o600 });
  renameSync(temporary, path);
};

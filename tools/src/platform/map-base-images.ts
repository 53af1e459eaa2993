import { readFileSync } from 'node:fs';

import { findBaseNames } from './find-base-names.ts';
import { findDockerfiles } from './find-dockerfiles.ts';

/** Every Node.js image that a Dockerfile of the workspace builds on gets the local one in its place. */
export const mapBaseImages = async (
  workspace: string,
  baseImage: string | undefined,
): Promise<Record<string, string>> => {
  if (!baseImage) return {};
  const files = await findDockerfiles(workspace);
  const names = files.flatMap((file) => findBaseNames(readFileSync(file, 'utf8')));
  return Object.fromEntries([...new Set(names)].sort().map((name) => [name, baseImage]));
};

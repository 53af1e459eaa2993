import { join } from 'node:path';
import { findBytes } from '../../io/files.ts';
import { listFiles } from '../../io/list-files.ts';
import { makeFolders } from '../../io/make-folders.ts';
import { replaceFiles } from '../../io/replace-files.ts';
import { ofBytes, toBytes, type PackageFiles } from '../../model/package/package-files.ts';
import type { StageContext } from '../stage-context.ts';

export async function readPackageFiles(
  folder: string,
  { root }: StageContext,
): Promise<Map<string, string>> {
  const names = await listFiles(join(root, folder));
  const entries = names.map(
    async (name) =>
      [name, ofBytes((await findBytes(join(root, folder, name))) ?? new Uint8Array())] as const,
  );
  return new Map(await Promise.all(entries));
}

export async function writePackageFiles(
  folder: string,
  files: PackageFiles,
  executables: ReadonlySet<string>,
  { root }: StageContext,
): Promise<void> {
  const at = (path: string): string => join(root, folder, path);
  const absolute = new Map([...files].map(([path, content]) => [at(path), toBytes(content)]));
  await makeFolders([...absolute.keys()]);
  await replaceFiles(absolute, new Set([...executables].map(at)));
}

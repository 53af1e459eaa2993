import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Workspace } from './workspace.ts';

/** What `platform.json` says; see docs/local-platform.md. */
export interface PlatformFile {
  readonly mirror: string;
  readonly builder?: { readonly kind: string; readonly address?: string };
  readonly baseImages: Readonly<Record<string, string>>;
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly openapi?: string;
}

/** The platform that all integration specs share. */
export const readPlatformFile = async (): Promise<PlatformFile> =>
  JSON.parse(await readFile(process.env['NX_GITOPS_PLATFORM'] ?? '', 'utf8')) as PlatformFile;

/** The workspace with another platform: that of the specs, with some of it changed. */
export async function withPlatform(
  workspace: Workspace,
  change: (platform: PlatformFile) => Partial<PlatformFile>,
): Promise<Workspace> {
  const platform = await readPlatformFile();
  const path = '.nx-gitops/platform-of-test.json';
  await workspace.write(path, JSON.stringify({ ...platform, ...change(platform) }));
  return workspace.withEnvironment({ NX_GITOPS_PLATFORM: join(workspace.root, path) });
}

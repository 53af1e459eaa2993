import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { execa } from 'execa';

import { ToolsError } from '../tools-error.ts';
import { findBaseImageFiles, writeBaseImageContext } from './base-image-files.ts';

export interface BaseImageOptions {
  readonly binDirectory: string;
  readonly registry: string;
  /** Address of BuildKit. */
  readonly builder: string;
  readonly signal?: AbortSignal | undefined;
}

/** The image that stands in for `node:…`, by digest; made once and then found in the registry. */
export const buildBaseImage = async (options: BaseImageOptions): Promise<string> => {
  const files = await findBaseImageFiles();
  const repository = `${options.registry}/base/node`;
  const digest =
    (await findDigest(options.registry, files.key)) ??
    (await pushImage(options, `${repository}:${files.key}`, (folder) =>
      writeBaseImageContext(folder, files),
    ));
  return `${repository}@${digest}`;
};

const findDigest = async (registry: string, tag: string): Promise<string | undefined> => {
  const response = await fetch(`http://${registry}/v2/base/node/manifests/${tag}`, {
    method: 'HEAD',
  });
  return response.ok ? (response.headers.get('docker-content-digest') ?? undefined) : undefined;
};

const pushImage = async (
  { binDirectory, builder, signal }: BaseImageOptions,
  name: string,
  writeContext: (folder: string) => Promise<void>,
): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'nx-gitops-base-'));
  try {
    await writeContext(folder);
    const metadata = join(folder, 'metadata.json');
    await execa(
      join(binDirectory, 'buildctl'),
      [
        `--addr=${builder}`,
        'build',
        '--progress=plain',
        '--frontend=dockerfile.v0',
        `--local=context=${folder}`,
        `--local=dockerfile=${folder}`,
        '--opt=build-arg:SOURCE_DATE_EPOCH=0',
        `--output=type=image,name=${name},push=true,registry.insecure=true,rewrite-timestamp=true`,
        `--metadata-file=${metadata}`,
      ],
      { stdin: 'ignore', ...(signal && { cancelSignal: signal }) },
    );
    const { 'containerimage.digest': digest } = JSON.parse(
      await readFile(metadata, 'utf8'),
    ) as Record<string, string>;
    return `${digest}`;
  } catch (error) {
    if (signal?.aborted) throw error;
    throw baseImageError(error);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const baseImageError = (cause: unknown): ToolsError => {
  const lines = `${(cause as { stderr?: string }).stderr ?? String(cause)}`
    .trimEnd()
    .split('\n')
    .slice(-10);
  return new ToolsError(
    `Building the base image failed:\n${lines.map((line) => `  ${line}`).join('\n')}`,
    'See logs/buildkitd.log in the folder of the platform; "npm run down -- --wipe" starts from nothing.',
    { cause },
  );
};

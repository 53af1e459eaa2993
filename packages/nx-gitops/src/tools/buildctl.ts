import { findText } from '../io/files.ts';
import { GitopsError } from '../model/errors.ts';
import type { Builder, BuildRequest } from './builder.ts';
import { registryError } from './crane.ts';
import type { RunTool } from './run-tool.ts';

/** BuildKit at `address`, e.g. `unix:///run/buildkit/buildkitd.sock` or `tcp://builder:1234`. */
export const openBuildctl = (run: RunTool, address: string): Builder => ({
  name: `BuildKit at ${address}`,
  build: async (request, onLine) => {
    const result = await run('buildctl', buildctlArguments(address, request), { onLine });
    if (result.exitCode === 0) return readDigest(request.metadataFile);
    if (
      /failed to (list workers|connect)|dial (unix|tcp).*(no such file|refused)/.test(result.stderr)
    ) {
      throw new GitopsError(
        'BUILDER_MISSING',
        `BuildKit does not answer at ${address}`,
        'Start the local platform, or set BUILDKIT_HOST to a BuildKit that runs.',
      );
    }
    if (/failed to push|unexpected status from (HEAD|POST|PUT)/.test(result.stderr)) {
      throw registryError(request.reference, result.stderr);
    }
    throw new BuildFailure(result.stderr || result.stdout);
  },
});

/** A build that failed for a reason of its own; the stage knows which image it was. */
export class BuildFailure extends Error {}

/** Fixed timestamps make the digest a function of the content alone. */
export function buildctlArguments(address: string, request: BuildRequest): string[] {
  const output = [
    'type=image',
    `name=${request.reference}`,
    'push=true',
    'rewrite-timestamp=true',
    'oci-mediatypes=true',
    ...(request.insecure ? ['registry.insecure=true'] : []),
  ];
  return [
    '--addr',
    address,
    'build',
    '--progress=plain',
    '--frontend=dockerfile.v0',
    `--local=context=${request.context}`,
    `--local=dockerfile=${request.dockerfileFolder}`,
    `--opt=filename=${request.dockerfileName}`,
    '--opt=build-arg:SOURCE_DATE_EPOCH=0',
    ...(request.target === undefined ? [] : [`--opt=target=${request.target}`]),
    ...(request.platforms.length === 0 ? [] : [`--opt=platform=${request.platforms.join(',')}`]),
    ...request.buildArguments.map((argument) => `--opt=build-arg:${argument}`),
    ...Object.entries(request.baseImages).map(
      ([name, image]) => `--opt=context:${name}=docker-image://${image}`,
    ),
    ...request.mounts.secrets.map((secret) => `--secret=${secret}`),
    ...request.mounts.ssh.map((agent) => `--ssh=${agent}`),
    ...request.mounts.cacheFrom.map((cache) => `--import-cache=${cache}`),
    ...request.mounts.cacheTo.map((cache) => `--export-cache=${cache}`),
    `--output=${output.join(',')}`,
    `--metadata-file=${request.metadataFile}`,
  ];
}

/** The digest that was pushed, from the metadata file that BuildKit and buildx write. */
export async function readDigest(metadataFile: string): Promise<string> {
  const metadata = JSON.parse((await findText(metadataFile)) ?? '{}') as Record<string, unknown>;
  const digest = metadata['containerimage.digest'];
  if (typeof digest === 'string') return digest;
  throw new GitopsError(
    'INTERNAL',
    'The builder told no digest of what it pushed',
    'Report this as a bug.',
  );
}

import { BuildFailure, readDigest } from './buildctl.ts';
import type { Builder, BuildRequest } from './builder.ts';
import { openCrane, registryError } from './crane.ts';
import { toolFailed, type RunTool } from './run-tool.ts';

/** Docker: `docker buildx build` where buildx is there, else `docker build` and `docker push`. */
export const openDocker = (run: RunTool): Builder => ({
  name: 'Docker',
  build: async (request, onLine) => {
    const { exitCode } = await run('docker', ['buildx', 'version']);
    const hasBuildx = exitCode === 0;
    const built = await run(
      'docker',
      hasBuildx ? buildxArguments(request) : buildArguments(request),
      {
        onLine,
        env: { SOURCE_DATE_EPOCH: '0' },
      },
    );
    if (built.exitCode !== 0) {
      if (/failed to push|denied|unauthorized/.test(built.stderr)) {
        throw registryError(request.reference, built.stderr);
      }
      throw new BuildFailure(built.stderr || built.stdout);
    }
    if (hasBuildx) return readDigest(request.metadataFile);
    const pushed = await run('docker', ['push', request.reference], { onLine });
    if (pushed.exitCode !== 0) throw registryError(request.reference, pushed.stderr);
    const digest = await openCrane(run).findDigest(request.reference);
    if (digest === undefined) throw toolFailed('docker', `pushing ${request.reference}`, pushed);
    return digest;
  },
});

export const buildxArguments = (request: BuildRequest): string[] => [
  'buildx',
  'build',
  ...commonArguments(request),
  '--progress=plain',
  '--provenance=false',
  '--sbom=false',
  ...(request.platforms.length === 0 ? [] : [`--platform=${request.platforms.join(',')}`]),
  ...request.mounts.cacheFrom.map((cache) => `--cache-from=${cache}`),
  ...request.mounts.cacheTo.map((cache) => `--cache-to=${cache}`),
  ...Object.entries(request.baseImages).map(
    ([name, image]) => `--build-context=${name}=docker-image://${image}`,
  ),
  `--output=type=image,name=${request.reference},push=true,rewrite-timestamp=true`,
  `--metadata-file=${request.metadataFile}`,
  request.context,
];

export const buildArguments = (request: BuildRequest): string[] => [
  'build',
  ...commonArguments(request),
  `--tag=${request.reference}`,
  request.context,
];

const commonArguments = (request: BuildRequest): string[] => [
  `--file=${request.dockerfileFolder}/${request.dockerfileName}`,
  '--build-arg=SOURCE_DATE_EPOCH=0',
  ...(request.target === undefined ? [] : [`--target=${request.target}`]),
  ...request.buildArguments.map((argument) => `--build-arg=${argument}`),
  ...request.mounts.secrets.map((secret) => `--secret=${secret}`),
  ...request.mounts.ssh.map((agent) => `--ssh=${agent}`),
];

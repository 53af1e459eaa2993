import { expect, it } from 'vitest';
import type { ProcessResult } from '../io/process.ts';
import { buildctlArguments } from './buildctl.ts';
import { buildError, chooseBuilder, type BuildRequest } from './builder.ts';
import { buildArguments, buildxArguments, openDocker } from './docker.ts';
import type { RunTool } from './run-tool.ts';

const request: BuildRequest = {
  context: '/tmp/context',
  dockerfileFolder: '/tmp/dockerfile',
  dockerfileName: 'Dockerfile',
  reference: '127.0.0.1:1/r/a:key',
  target: 'release',
  buildArguments: ['A=1 2'],
  platforms: ['linux/amd64', 'linux/arm64'],
  mounts: {
    secrets: ['id=npm,env=TOKEN'],
    ssh: ['default'],
    cacheFrom: ['type=registry,ref=127.0.0.1:1/cache'],
    cacheTo: ['type=registry,ref=127.0.0.1:1/cache,mode=max'],
  },
  baseImages: { 'node:22': '127.0.0.1:1/base@sha256:0' },
  insecure: true,
  metadataFile: '/tmp/metadata.json',
};

it('asks BuildKit for an image with fixed timestamps', () => {
  expect(buildctlArguments('unix:///s', request)).toMatchInlineSnapshot(`
    [
      "--addr",
      "unix:///s",
      "build",
      "--progress=plain",
      "--frontend=dockerfile.v0",
      "--local=context=/tmp/context",
      "--local=dockerfile=/tmp/dockerfile",
      "--opt=filename=Dockerfile",
      "--opt=build-arg:SOURCE_DATE_EPOCH=0",
      "--opt=target=release",
      "--opt=platform=linux/amd64,linux/arm64",
      "--opt=build-arg:A=1 2",
      "--opt=context:node:22=docker-image://127.0.0.1:1/base@sha256:0",
      "--secret=id=npm,env=TOKEN",
      "--ssh=default",
      "--import-cache=type=registry,ref=127.0.0.1:1/cache",
      "--export-cache=type=registry,ref=127.0.0.1:1/cache,mode=max",
      "--output=type=image,name=127.0.0.1:1/r/a:key,push=true,rewrite-timestamp=true,oci-mediatypes=true,registry.insecure=true",
      "--metadata-file=/tmp/metadata.json",
    ]
  `);
});

it('asks buildx for the same', () => {
  expect(buildxArguments(request)).toMatchInlineSnapshot(`
    [
      "buildx",
      "build",
      "--file=/tmp/dockerfile/Dockerfile",
      "--build-arg=SOURCE_DATE_EPOCH=0",
      "--target=release",
      "--build-arg=A=1 2",
      "--secret=id=npm,env=TOKEN",
      "--ssh=default",
      "--progress=plain",
      "--provenance=false",
      "--sbom=false",
      "--platform=linux/amd64,linux/arm64",
      "--cache-from=type=registry,ref=127.0.0.1:1/cache",
      "--cache-to=type=registry,ref=127.0.0.1:1/cache,mode=max",
      "--build-context=node:22=docker-image://127.0.0.1:1/base@sha256:0",
      "--output=type=image,name=127.0.0.1:1/r/a:key,push=true,rewrite-timestamp=true",
      "--metadata-file=/tmp/metadata.json",
      "/tmp/context",
    ]
  `);
});

it('asks plain Docker where there is no buildx', () => {
  expect(buildArguments(request)).toMatchInlineSnapshot(`
    [
      "build",
      "--file=/tmp/dockerfile/Dockerfile",
      "--build-arg=SOURCE_DATE_EPOCH=0",
      "--target=release",
      "--build-arg=A=1 2",
      "--secret=id=npm,env=TOKEN",
      "--ssh=default",
      "--tag=127.0.0.1:1/r/a:key",
      "/tmp/context",
    ]
  `);
});

it('builds, pushes and asks the registry for the digest with plain Docker', async () => {
  const calls: string[] = [];
  const run: RunTool = async (tool, args) => {
    calls.push(`${tool} ${args[0]} ${args[1]}`);
    const exitCode = args[1] === 'version' ? 1 : 0;
    return {
      exitCode,
      stdout: 'sha256:1\n',
      stderr: '',
      all: '',
      missing: false,
    } satisfies ProcessResult;
  };
  expect(await openDocker(run).build(request, () => undefined)).toBe('sha256:1');
  expect(calls.map((call) => call.replace(/ --.*/, ''))).toEqual([
    'docker buildx version',
    'docker build',
    'docker push 127.0.0.1:1/r/a:key',
    'crane digest 127.0.0.1:1/r/a:key',
  ]);
});

it('prefers the platform, then BUILDKIT_HOST, then Docker', () => {
  expect(
    chooseBuilder(
      { builder: { kind: 'buildkit', address: 'unix:///p' } },
      { BUILDKIT_HOST: 'tcp://b' },
    ),
  ).toEqual({
    kind: 'buildkit',
    address: 'unix:///p',
  });
  expect(chooseBuilder({ builder: { kind: 'docker' } }, { BUILDKIT_HOST: 'tcp://b' })).toEqual({
    kind: 'docker',
  });
  expect(chooseBuilder({}, { BUILDKIT_HOST: 'tcp://b' })).toEqual({
    kind: 'buildkit',
    address: 'tcp://b',
  });
  expect(chooseBuilder({}, {})).toEqual({ kind: 'docker' });
});

it('says which COPY reaches too far', () => {
  const output =
    'ERROR: failed to compute cache key: failed to calculate checksum of ref x: "/secret": not found';
  expect(buildError('a', 'apps/a/Dockerfile', output).message).toContain(
    'apps/a/Dockerfile copies "/secret", which is not among the covered files',
  );
});

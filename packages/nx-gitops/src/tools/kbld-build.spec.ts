import { expect, it } from 'vitest';
import { formatKbldBuild, kbldBuild, type KbldBuild } from './kbld-build.ts';
import type { RunTool } from './run-tool.ts';

const build = (name: 'ko' | 'pack', options: object): KbldBuild => ({
  image: 'hello',
  builder: { name, options },
  folder: '/tmp/context/apps/hello',
  repository: '127.0.0.1:1/r/hello',
  tag: 'key-v1-a',
  insecure: true,
  bin: '/bin',
});

it('lets ko push by itself, under the tag of the key', () => {
  const ko = build('ko', { build: { rawOptions: ['--sbom=none'] } });
  expect(formatKbldBuild(ko)).toMatchInlineSnapshot(`
    "---
    {"apiVersion":"kbld.k14s.io/v1alpha1","kind":"Sources","sources":[{"image":"hello","path":"/tmp/context/apps/hello","ko":{"build":{"rawOptions":["--sbom=none","--local=false","--bare","--tags=key-v1-a","--insecure-registry"]}}}]}
    ---
    {"image":"hello"}
    "
  `);
});

it('lets kbld push what the others load into Docker', () => {
  const pack = build('pack', { build: { builder: 'base', clearCache: true } });
  expect(formatKbldBuild(pack)).toMatchInlineSnapshot(`
    "---
    {"apiVersion":"kbld.k14s.io/v1alpha1","kind":"Sources","sources":[{"image":"hello","path":"/tmp/context/apps/hello","pack":{"build":{"builder":"base","clearCache":true}}}]}
    ---
    {"apiVersion":"kbld.k14s.io/v1alpha1","kind":"ImageDestinations","destinations":[{"image":"hello","newImage":"127.0.0.1:1/r/hello","tags":["key-v1-a"]}]}
    ---
    {"image":"hello"}
    "
  `);
});

it('says which program is not there', async () => {
  const stderr = 'hello | error: exec: "ko": executable file not found in $PATH\n';
  const run: RunTool = async () => ({
    exitCode: 1,
    stdout: '',
    stderr,
    all: stderr,
    missing: false,
  });
  await expect(kbldBuild(run, build('ko', {}), () => undefined)).rejects.toThrow(
    /BUILDER_MISSING: kbld.yaml of "hello" asks for the builder "ko", and ko is not on PATH/,
  );
});

import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readPlatformFile } from '../workspace/platform-file.ts';
import { pushStandIn } from '../workspace/seed.ts';
import { createSmall, restore } from '../workspace/small.ts';
import type { Workspace } from '../workspace/workspace.ts';

const kbldFile = (builder: string): string => `apiVersion: kbld.k14s.io/v1alpha1
kind: Sources
sources:
  - image: hello
    path: .
    ${builder}
---
apiVersion: kbld.k14s.io/v1alpha1
kind: ImageDestinations
destinations:
  - { image: hello, newImage: registry.small.example/{id}/hello }
`;

let workspace: Workspace;

beforeAll(async () => {
  const { mirror } = await readPlatformFile();
  workspace = await createSmall({
    'apps/hello/kbld.yaml': kbldFile('ko: { build: { rawOptions: [--sbom=none] } }'),
    'apps/hello/.ko.yaml': `defaultBaseImage: ${mirror}/base.example/{id}/static:1\n`,
    'apps/hello/go.mod': 'module hello.example\n\ngo 1.21\n',
    'apps/hello/main.go': 'package main\n\nfunc main() { println("hello {id}") }\n',
  });
  const base = `base.example/${workspace.id}/static:1`;
  await pushStandIn(workspace, base);
  await execa('crane', [
    ...['mutate', `${mirror}/${base}`, '--set-platform=linux/amd64'],
    `--tag=${mirror}/${base}`,
  ]);
});

afterAll(() => workspace?.dispose());

it('builds by ko, through kbld: pushed, locked, runs, and the same digest from another commit', async () => {
  const { mirror } = await readPlatformFile();
  const first = await workspace.nx('run', 'hello:lock', '--verbose');
  expect(first.exitCode, first.output).toBe(0);
  expect(first.output).toContain('starting build (using ko)');
  const lock = await workspace.read('config-repository/app-locks/hello.kbld.lock.yml');
  const [, image = ''] = /newImage: (\S+@sha256:\w+)/.exec(lock) ?? [];
  expect(image).toMatch(new RegExp(`^registry.small.example/${workspace.id}/hello@`));
  await workspace.remove('out');
  const { stdout: files } = await execa('crane', ['export', `${mirror}/${image}`, '-'], {
    encoding: 'buffer',
  });
  await mkdir(join(workspace.root, 'out'));
  await execa('tar', ['--extract', '--directory=out'], { cwd: workspace.root, input: files });
  const { stderr } = await execa(join(workspace.root, 'out/ko-app/hello.example'));
  expect(stderr).toBe(`hello ${workspace.id}`);
  const repository = `${mirror}/registry.small.example/${workspace.id}/hello`;
  const { stdout: tags } = await execa('crane', ['ls', repository]);
  expect(tags.split('\n').filter((tag) => !tag.startsWith('key-'))).toEqual([]);
  await execa('crane', ['delete', `${repository}:${tags}`]);
  await workspace.commit('chore: another commit');
  const again = await workspace.nx('run', 'hello:build-image');
  expect(again.output).toContain(`hello: built and pushed ${image.split('@')[1]}`);
});

it('says what the builder says when it fails', async () => {
  await workspace.edit('apps/hello/main.go', (text) => text.replace('println', 'printline'));
  const { exitCode, output } = await workspace.nx('run', 'hello:build-image');
  expect(exitCode).not.toBe(0);
  expect(output).toContain('BUILD_FAILED: "hello" does not build by ko');
  expect(output).toContain('undefined: printline');
  await restore(workspace);
});

/** Stands in for programs that need a Docker daemon: writes down its arguments, answers as they do, and pushes. */
const program = (mirror: string): string => `#!/usr/bin/env node
const { appendFileSync, existsSync } = require('node:fs');
const { execFileSync } = require('node:child_process');
const [, path, ...args] = process.argv;
const name = path.split('/').at(-1);
appendFileSync(__dirname + '/calls', [name, existsSync('hello.txt') ? 'in apps/hello' : 'elsewhere', ...args].join(' ') + '\\n');
const id = '7'.repeat(64);
if (name === 'pack') console.log('*** Image ID: ' + id);
if (name === 'bazel') console.log('Loaded image ID: sha256:' + id);
if (name === 'docker' && args[0] === 'push') {
  execFileSync('crane', ['copy', '${mirror}/of-test/' + args[1].split('/').at(-2) + ':1', args[1]]);
}
if (name === 'docker' && args[0] === 'inspect') {
  const digest = args[1].startsWith('127.') ? execFileSync('crane', ['digest', args[1]]).toString().trim() : '';
  const repository = args[1].replace(/:[^:/]*$/, '');
  console.log(JSON.stringify([{ Id: 'sha256:' + id, RepoDigests: digest ? [repository + '@' + digest] : [] }]));
}
`;

it('hands the options of pack and bazel to them, and lets kbld push what they load into Docker', async () => {
  const { mirror } = await readPlatformFile();
  const digest = await pushStandIn(workspace, `of-test/${workspace.id}:1`, 'made');
  const bin = join(workspace.root, '.nx-gitops', 'programs');
  await mkdir(bin, { recursive: true });
  for (const name of ['pack', 'bazel', 'docker']) {
    await writeFile(join(bin, name), program(mirror));
    await chmod(join(bin, name), 0o755);
  }
  const asked = workspace.withEnvironment({
    PATH: [bin, process.env['PATH']].join(delimiter),
  });
  for (const builder of [
    'pack: { build: { builder: base, buildpacks: [go, ca], clearCache: true, rawOptions: [--env, A=1] } }',
    "bazel: { run: { target: '//:image', rawOptions: [--config=ci] } }",
  ]) {
    const text = kbldFile(builder).replaceAll('{id}', workspace.id);
    await workspace.write('apps/hello/kbld.yaml', text);
    const { exitCode, output } = await asked.nx('run', 'hello:lock', '--verbose');
    expect(exitCode, output).toBe(0);
    const lock = await workspace.read('config-repository/app-locks/hello.kbld.lock.yml');
    expect(lock).toContain(`registry.small.example/${workspace.id}/hello@${digest}`);
  }
  const calls = (await readFile(join(bin, 'calls'), 'utf8')).split('\n');
  expect(calls.filter((call) => !call.startsWith('docker'))).toEqual([
    'pack in apps/hello build --verbose hello --path . --builder base --buildpack go --buildpack ca --clear-cache --env A=1',
    'bazel in apps/hello run //:image --config=ci',
    '',
  ]);
  await workspace.remove('.nx-gitops/programs');
  await workspace.edit('apps/hello/hello.txt', (text) => `${text}changed\n`);
  const missing = await workspace.nx('run', 'hello:build-image');
  expect(missing.output).toContain('and bazel is not on PATH');
});

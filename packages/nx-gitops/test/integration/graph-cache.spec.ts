import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createNodes } from '../../src/plugin/create-nodes.ts';
import { readWorkingTree } from '../../src/workspace/sources.ts';
import { readWorkspace } from '../../src/workspace/workspace.ts';
import { yamlCachePath } from '../../src/workspace/yaml-cache.ts';

const root = mkdtempSync(join(tmpdir(), 'graph-cache-'));
const names = ['one', 'two', 'three'];
const kbldFile = (name: string): string => `apps/${name}/kbld.yaml`;
const lockFile = (name: string): string => `config/app-locks/${name}.kbld.lock.yml`;

const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const edit = (path: string, change: (text: string) => string): void =>
  write(path, change(readFileSync(join(root, path), 'utf8')));
const git = (...args: string[]): unknown => execFileSync('git', ['-C', root, ...args]);

/** Written in many ways that mean the same to YAML, or not. */
const kbld = (image: string, path: string): string =>
  `apiVersion: kbld.k14s.io/v1alpha1\nkind: Sources\nsources:\n- image: ${image}\n  path: ${path}\n---\nkind: ImageDestinations\ndestinations:\n- {image: ${image}, newImage: registry.example/${image}}\n`;
/** As kbld itself writes it, so that it has to be parsed. */
const lock = (image: string, digit: string): string =>
  `apiVersion: kbld.k14s.io/v1alpha1\nkind: Config\noverrides:\n- image: ${image}\n  newImage: registry.example/${image}@sha256:${digit.repeat(64)}\n  preresolved: true\n`;

beforeAll(() => {
  write('.gitignore', '.nx\n.nx-gitops\n');
  write('nx.json', '{}');
  write('config/gitops.yaml', 'application: shop\n');
  for (const name of names) {
    write(kbldFile(name), kbld(name, '.'));
    write(`apps/${name}/package.json`, JSON.stringify({ name }));
    write(`apps/${name}/main.ts`, name);
    write(lockFile(name), lock(name, '0'));
  }
  git('init', '-q');
  git('add', '-A');
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true });
});

/** The graph and what it was decided from, or the error. */
async function compute(cache: string): Promise<unknown> {
  vi.stubEnv('NX_WORKSPACE_DATA_DIRECTORY', cache);
  const context = { workspaceRoot: root, nxJsonConfiguration: {} };
  const files = ['config/gitops.yaml', ...names.map(kbldFile)];
  const problem = (error: unknown): unknown => String(error);
  return {
    nodes: await Promise.resolve(createNodes[1](files, {}, context)).catch(problem),
    workspace: await readWorkingTree(root)
      .then(readWorkspace)
      .then(({ services, locks, repositories }) => ({ services, locks, repositories }))
      .catch(problem),
  };
}

const expectSame = async (): Promise<void> => {
  const cold = await compute('.nx/none');
  rmSync(join(root, '.nx/none'), { recursive: true, force: true });
  expect(await compute('.nx/kept')).toEqual(cold);
};

it('is the graph without a cache after any edits', async () => {
  const name = fc.constantFrom(...names);
  const word = fc.constantFrom('one', 'two', 'four', '4', '0x4', 'null', '.nan', '-0', '"x', '[');
  const change = fc.oneof(
    fc.tuple(name, word).map(
      ([one, image]) =>
        () =>
          write(kbldFile(one), kbld(image, '.')),
    ),
    fc.tuple(name, word).map(
      ([one, path]) =>
        () =>
          write(kbldFile(one), kbld(one, path)),
    ),
    name.map((one) => () => edit(kbldFile(one), (text) => text.replaceAll('\n', '\r\n'))),
    name.map((one) => () => edit(kbldFile(one), (text) => `# a note\n${text}`)),
    fc.tuple(name, name).map(
      ([one, other]) =>
        () =>
          edit(kbldFile(one), () => readFileSync(join(root, kbldFile(other)), 'utf8')),
    ),
    fc.tuple(name, fc.constantFrom('1', '2', 'g')).map(
      ([one, digit]) =>
        () =>
          write(lockFile(one), lock(one, digit)),
    ),
    name.map((one) => () => rmSync(join(root, lockFile(one)), { force: true })),
    word.map((text) => () => write('config/gitops.yaml', `application: ${text}\n`)),
    word.map((text) => () => write('config/gitops.yaml', `environments: {a: {locks: ${text}}}\n`)),
    name.map((one) => () => write(`apps/${one}/package.json`, JSON.stringify({ name: one + 1 }))),
    fc.nat(3000).map((at) => () => damage((text) => text.slice(0, at))),
    fc.nat(3000).map((at) => () => damage((text) => `${text.slice(0, at)}0${text.slice(at + 1)}`)),
    fc.constant(() => git('add', '-A')),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 5 }), async (changes) => {
      for (const one of changes) one();
      await expectSame();
    }),
    { numRuns: Number(process.env['GRAPH_RUNS'] ?? 40) },
  );
});

const damage = (change: (text: string) => string): void => {
  vi.stubEnv('NX_WORKSPACE_DATA_DIRECTORY', '.nx/kept');
  const path = yamlCachePath(root);
  mkdirSync(dirname(path), { recursive: true });
  let text = '';
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    // There is none before the first graph.
  }
  writeFileSync(path, change(text));
};

it('takes from the cache what is there', async () => {
  for (const one of names) write(kbldFile(one), kbld(one, '.'));
  write('config/gitops.yaml', 'application: shop\n');
  await compute('.nx/kept');
  const path = join(root, '.nx/kept/nx-gitops-yaml.cache');
  const before = readFileSync(path, 'utf8');
  expect(before).toContain('ImageDestinations');
  const { parse } = (await readWorkingTree(root)).yaml!;
  const [document] = parse(kbld('one', '.'), 'a file');
  expect(document?.value).toMatchObject({ kind: 'Sources' });
  expect(document?.lineOf(['kind'])).toBe(2);
  await compute('.nx/kept');
  expect(readFileSync(path, 'utf8')).toBe(before);
});

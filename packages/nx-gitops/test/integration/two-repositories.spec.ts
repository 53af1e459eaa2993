import { afterAll, beforeAll, expect, it } from 'vitest';
import { smallFiles } from '../workspace/small.ts';
import { createWorkspace, type Workspace } from '../workspace/workspace.ts';

let workspace: Workspace;

/** The small workspace, with the names in it replaced. */
const renamed = (
  folders: Readonly<Record<string, string>>,
  service: string,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(smallFiles).flatMap(([path, text]) => {
      const from = Object.keys(folders).find((folder) => path.startsWith(`${folder}/`));
      if (from === undefined) return [];
      return [
        [
          path.replace(from, folders[from] ?? '').replaceAll('hello', service),
          text.replaceAll('hello', service).replace('application: small\n', ''),
        ],
      ];
    }),
  );

const half = (letter: string, service: string): Record<string, string> => {
  const root = `config-${letter}`;
  const files = renamed({ 'apps/hello': `apps/${service}`, 'config-repository': root }, service);
  const settings = (files[`${root}/gitops.yaml`] ?? '')
    .replace('{id}-staging', `{id}-${letter}`)
    .concat(`services: [${service}]\n`);
  return { ...files, [`${root}/gitops.yaml`]: settings };
};

beforeAll(async () => {
  workspace = await createWorkspace({
    'nx.json': smallFiles['nx.json'] ?? '',
    'package.json': smallFiles['package.json'] ?? '',
    '.gitignore': smallFiles['.gitignore'] ?? '',
    ...half('a', 'alpha'),
    ...half('b', 'beta'),
  });
});

afterAll(() => workspace?.dispose());

const pipeline = (repository: string): string[] =>
  ['deploy', 'render', 'validate'].map((target) => `${repository}:${target}`);

it('deploys the services of one config repository and leaves the other alone', async () => {
  const { exitCode, output, tasks } = await workspace.nx('deploy', 'config-a');
  expect(exitCode, output).toBe(0);
  expect(tasks).toEqual(['alpha:build-image', 'alpha:lock', ...pipeline('config-a')]);
  expect(output).toContain(`+ Deployment ${workspace.id}-a/alpha`);
  expect(output).not.toContain('beta');
  expect(await workspace.git('status', '--porcelain')).not.toContain('config-b');
});

it('deploys the other, under an environment of the same name, beside it', async () => {
  const { exitCode, output, tasks } = await workspace.nx('run-many', '-t', 'deploy');
  expect(exitCode, output).toBe(0);
  expect(tasks).toEqual([
    'beta:build-image',
    'beta:lock',
    ...pipeline('config-a'),
    ...pipeline('config-b'),
  ]);
  expect(output).toContain(`+ Deployment ${workspace.id}-b/beta`);
  expect(output).not.toContain(`- Deployment`);
  await workspace.commit('chore: release');
  expect(await workspace.git('ls-files', '*.kbld.lock.yml')).toBe(
    'config-a/app-locks/alpha.kbld.lock.yml\nconfig-b/app-locks/beta.kbld.lock.yml',
  );
});

it('knows which config repository a service belongs to when it changes', async () => {
  await workspace.write('apps/beta/hello.txt', 'changed\n');
  await workspace.write('apps/beta/beta.txt', 'changed\n');
  await workspace.commit('feat(beta): change');
  const run = await workspace.nx('affected', '-t', 'deploy', '--base=HEAD~1');
  expect(run.exitCode, run.output).toBe(0);
  expect(run.tasks).toEqual(['beta:build-image', 'beta:lock', ...pipeline('config-b')]);
  expect(run.output).toContain(`~ Deployment ${workspace.id}-b/beta`);
  const changed = await workspace.git('status', '--porcelain');
  expect(changed).toContain('config-b/app-locks/beta.kbld.lock.yml');
  expect(changed).not.toContain('config-a');
});

it('asks which config repository is meant on the command line', async () => {
  const { exitCode, stderr } = await workspace.cli('why');
  expect(exitCode).toBe(1);
  expect(stderr).toContain('The workspace has several config repositories: config-a, config-b');
  expect(stderr).toContain('Name one of them with --repository: config-a, config-b.');
  const named = await workspace.cli('why', '--repository', 'config-a', '--format', 'json');
  expect(JSON.parse(named.stdout)).toMatchObject([{ service: 'alpha', state: 'fresh' }]);
  expect(named.exitCode).toBe(0);
});

it('refuses a service of the other config repository and a repository that is not there', async () => {
  const other = await workspace.cli('why', 'beta', '--repository', 'config-a');
  expect(other.exitCode).toBe(1);
  expect(other.stderr).toContain('SERVICE_UNKNOWN: config-a deploys no service "beta"');
  expect(other.stderr).toContain('Services: alpha.');
  const unknown = await workspace.cli('why', '--repository', 'config-c');
  expect(unknown.exitCode).toBe(1);
  expect(unknown.stderr).toContain('SETTINGS_MISSING: There is no config-c/gitops.yaml');
  expect(unknown.stderr).toContain('config-a, config-b');
});

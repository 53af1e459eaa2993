import { expect, onTestFinished } from 'vitest';
import { createFreshWorkspace, type FreshWorkspace, type Variant } from './fresh-workspace.ts';

const generate = (workspace: FreshWorkspace, name: string, ...args: string[]): Promise<string> =>
  workspace.run('nx', 'generate', `nx-gitops:${name}`, ...args, '--no-interactive');

const commit = async ({ run }: FreshWorkspace, message: string): Promise<void> => {
  await run('git', 'add', '--all');
  await run('git', 'commit', '--quiet', `--message=${message}`);
};

/** What a newcomer does on the first day, each generator twice. */
async function generateTwice(workspace: FreshWorkspace): Promise<void> {
  const steps = [
    ['init', `--registry=registry.acme.example/${workspace.id}`],
    ['service', '@acme/reviews'],
    ['service', 'website', '--kind=static', '--ingress=acme.example'],
  ] as const;
  for (const [name, ...args] of steps) {
    await generate(workspace, name, ...args);
    if (name === 'init') await useNamespaces(workspace);
    await commit(workspace, `feat: ${name}`);
    await generate(workspace, name, ...args);
    expect(await workspace.run('git', 'status', '--porcelain'), name).toBe('');
  }
  await generate(workspace, 'secret', 'database', '--generate=password');
  await commit(workspace, 'feat: secret');
  const again = await workspace.attempt('nx', 'g', 'nx-gitops:secret', 'database', '--generate=x');
  expect(again.output).toContain('SECRET_DUPLICATE');
  expect(await workspace.run('git', 'status', '--porcelain')).toBe('');
}

/** The namespaces of this workspace alone, for the Kubernetes that is here. */
async function useNamespaces({ edit, id }: FreshWorkspace): Promise<void> {
  await edit('config-repository/gitops.yaml', (text) =>
    text
      .replaceAll('namespace: acme', `namespace: ${id}`)
      .replace('application: acme', `application: ${id}\nkubernetes: '1.37.2'\nwaitTimeout: 120s`),
  );
  await edit(
    'config-repository/environments/staging/values.yaml',
    (text) => `${text}reviews:\n  replicas: 2\n`,
  );
}

/** Builds, locks, renders, validates, deploys, publishes nothing twice. */
async function deployTwice(workspace: FreshWorkspace): Promise<void> {
  const deploy = (): Promise<string> =>
    workspace.run('nx', 'run', 'config-repository:deploy', '--output-style=stream');
  const first = await deploy();
  expect(first).toContain('reviews: built and pushed');
  expect(first).toContain('website: built and pushed');
  await commit(workspace, 'chore: release');
  const state = await workspace.read('config-repository/.release/staging/state.yaml');
  expect(state).toMatch(/image: registry\.acme\.example\/\w+\/reviews@sha256:/);
  expect(state).toContain('password: ENC[');
  const second = await deploy();
  expect(second).toContain('the snapshot is what was deployed last');
  expect(second).not.toContain('build-image');
  expect(await workspace.run('git', 'status', '--porcelain')).toBe('');
}

/** The hook that init wired judges what is staged. */
async function refuseSecret({ edit, attempt, run }: FreshWorkspace): Promise<void> {
  const file = 'config-repository/environments/staging/values.yaml';
  // nx-gitops-allow: a value of the tests
  const password = 'Kq7-Vx2_Zp9wLm4T';
  await edit(file, (text) => `${text}database:\n  password: ${password}\n`);
  await run('git', 'add', '--all');
  const { exitCode, output } = await attempt('git', 'commit', '--message=feat: leak');
  expect(exitCode, output).not.toBe(0);
  expect(output).toContain(file);
  expect(output).not.toContain(password);
  await run('git', 'reset', '--quiet', '--hard');
}

/** From nothing to a release in a fresh workspace, everything twice. */
export async function goWholeWay(variant: Variant): Promise<void> {
  const workspace = await createFreshWorkspace(variant);
  onTestFinished(workspace.dispose);
  await generateTwice(workspace);
  await refuseSecret(workspace);
  await deployTwice(workspace);
  expect(await workspace.run('nx', 'show', 'projects')).toContain('reviews');
}

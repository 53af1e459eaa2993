import { afterAll, beforeAll, expect, it } from 'vitest';
import { kubectl } from '../workspace/cluster.ts';
import { readPlatformFile } from '../workspace/platform-file.ts';
import { expectError } from '../workspace/refusal.ts';
import { addRemote, cloneRemote } from '../workspace/remote.ts';
import { createSmall, smallFiles } from '../workspace/small.ts';
import { withoutRights } from '../workspace/weak-access.ts';
import type { Workspace } from '../workspace/workspace.ts';

let small: Workspace;
let remote: string;

const settings = 'config-repository/gitops.yaml';
const lock = 'config-repository/environments/production/app-locks/hello.kbld.lock.yml';
const production = (promotion: string): string => `  production:
    namespace: {id}-production
    locks: pinned
    promotion: { from: staging, ${promotion} }
`;

async function deployStaging(): Promise<string> {
  const made = await small.nx('run', 'config-repository:render');
  expect(made.exitCode, made.output).toBe(0);
  await small.commit('chore(release): publish hello');
  await small.git('push', '--quiet');
  const { exitCode, stderr } = await small.cli('deploy');
  expect(exitCode, stderr).toBe(0);
  return small.git('rev-parse', 'HEAD');
}

interface Cell {
  readonly environment: string;
  readonly behind: number;
  readonly commit: string;
}

const cells = async (): Promise<readonly Cell[]> =>
  (JSON.parse((await small.cli('matrix', '--format=json')).stdout) as { cells: Cell[] }).cells;

const set = async (change: (text: string) => string): Promise<void> => {
  await small.edit(settings, change);
  await small.commit('chore: settings');
  await small.git('push', '--quiet');
};

beforeAll(async () => {
  small = await createSmall({ [settings]: `${smallFiles[settings]}${production('soak: 0s')}` });
  remote = await addRemote(small, afterAll);
});

afterAll(async () => small?.dispose());

it('refuses what is no promotion: the same environment, one without pins, nothing deployed, a dirty tree', async () => {
  const promote = async (...args: string[]): Promise<string> => {
    const { exitCode, stderr } = await small.cli('promote', ...args);
    expect(exitCode).toBe(1);
    return stderr;
  };
  expect(await promote('--to=nowhere')).toContain('ENVIRONMENT_UNKNOWN: ');
  expect(await promote('--to=staging')).toContain('OPTIONS_INVALID: It is not said');
  expect(await promote('--from=staging', '--to=staging')).toContain('OPTIONS_INVALID: ');
  expect(await promote('--from=production', '--to=staging')).toContain('PROMOTION_REFUSED: ');
  expectError(await promote('--to=production'), {
    code: 'PROMOTION_REFUSED',
    problem: ['staging runs nothing that could be promoted'],
    hint: 'Deploy staging first',
  });
  await small.write('config-repository/notes.txt', 'x\n');
  expect(await promote('--to=production')).toContain('NOT_COMMITTED: ');
  await small.remove('config-repository/notes.txt');
});

it('says which right is missing, and promotes nothing', async () => {
  const before = await small.git('rev-parse', 'HEAD', 'origin/main');
  const { exitCode, stderr } = await (await withoutRights(small)).cli('promote', '--to=production');
  expect(exitCode).toBe(1);
  expectError(stderr, {
    code: 'RECORD_FAILED',
    problem: [`The record of releases nx-gitops-small in namespace ${small.id}-staging`],
    hint: 'needs the rights',
  });
  expect(await small.git('status', '--porcelain')).toBe('');
  await small.git('fetch', '--quiet');
  expect(await small.git('rev-parse', 'HEAD', 'origin/main')).toBe(before);
});

it('pins what staging runs, in one commit with the snapshot, and does it once', async () => {
  const source = await deployStaging();
  const plan = await small.cli('promote', '--to=production', '--dry-run');
  expect(plan.stdout, plan.stderr).toContain('would push to main');
  expect(await small.git('rev-parse', 'origin/main')).toBe(source);

  const { exitCode, stdout, stderr } = await small.cli('promote', '--to=production');

  expect(exitCode, stderr).toBe(0);
  expect(stdout).toMatch(/hello: none → sha256:[0-9a-f]{12}\n/);
  expect(await small.git('rev-parse', 'origin/main~1', 'HEAD')).toBe(
    `${source}\n${await small.git('rev-parse', 'origin/main')}`,
  );
  expect(await small.git('log', '-1', '--format=%s')).toBe(
    'chore(release): promote hello from staging to production',
  );
  expect((await small.git('show', '--name-only', '--format=')).split('\n')).toEqual([
    'config-repository/.release/production/render.record',
    'config-repository/.release/production/small/templates/hello.yaml',
    'config-repository/.release/production/state.yaml',
    lock,
  ]);
  const again = await small.cli('promote', '--to=production', '--format=json');
  expect(JSON.parse(again.stdout)).toMatchObject({
    changed: false,
    summary: { promoted: [], unchanged: ['hello'] },
  });
  expect((await small.cli('deploy', '--environment=production')).exitCode).toBe(0);
});

it('tells the commits between, and how far each environment is behind', async () => {
  for (const text of ['second', 'third']) {
    await small.write('apps/hello/hello.txt', `${text} ${small.id}\n`);
    await small.commit(`feat: ${text}`);
  }
  await deployStaging();
  expect(await cells()).toMatchObject([
    { environment: 'staging', behind: 0 },
    { environment: 'production', behind: 2 },
  ]);
  expect((await small.cli('matrix')).stdout).toMatch(/^service +staging +production\nhello .* -2$/);
  expectError((await small.cli('matrix', '--environment=nowhere')).stderr, {
    code: 'ENVIRONMENT_UNKNOWN',
    problem: ['nowhere'],
    hint: 'Use one of: staging, production',
  });

  const { exitCode, output } = await small.nx(
    ...['run', 'config-repository:promote', '--from=staging', '--to=production'],
  );

  expect(exitCode, output).toBe(0);
  expect(output).toMatch(/[0-9a-f]{12} feat: third \(test\)\n.*feat: second \(test\)/);
  expect(output).toContain(`~ Deployment ${small.id}-production/hello`);
  const [staging, pinned] = await cells();
  expect(pinned).toMatchObject({ behind: 0, commit: staging?.commit });
});

it('asks that the source ran it long enough and is healthy, unless somebody says why not', async () => {
  await set((text) => text.replace('soak: 0s', 'soak: 2h'));
  await small.write('apps/hello/hello.txt', `fourth ${small.id}\n`);
  await small.commit('feat: fourth');
  await deployStaging();
  expectError((await small.cli('promote', '--to=production')).stderr, {
    code: 'PROMOTION_REFUSED',
    problem: ['staging has not run this long enough, production asks for 2h: hello (for '],
    hint: '--override "<reason>"',
  });
  await set((text) => text.replace('soak: 2h', 'soak: 0s'));
  const patch = ['patch', 'deployment/hello', `--namespace=${small.id}-staging`, '--type=merge'];
  const selector = { spec: { template: { spec: { nodeSelector: { nowhere: 'true' } } } } };
  await kubectl([...patch, `--patch=${JSON.stringify(selector)}`]);
  expectError((await small.cli('promote', '--to=production')).stderr, {
    code: 'PROMOTION_REFUSED',
    problem: ['of staging are not ready', 'Deployment hello'],
    hint: '--override "<reason>"',
  });
  const forced = await small.cli('promote', '--to=production', '--override=incident 7');
  expect(forced.exitCode, forced.stderr).toBe(0);
  expect(await small.git('log', '-1', '--format=%B')).toContain('Override: incident 7');
  const undo = { spec: { template: { spec: { nodeSelector: null } } } };
  await kubectl([...patch, `--patch=${JSON.stringify(undo)}`]);
  await kubectl(['rollout', 'status', 'deployment/hello', `--namespace=${small.id}-staging`]);
});

it('refuses images that the registry of the target lacks, or copies them by their digest', async () => {
  await set((text) =>
    text.replace(
      'soak: 0s',
      `soak: 0s, registries: { registry.small.example/${small.id}: vault.example/${small.id} }`,
    ),
  );
  expectError((await small.cli('promote', '--to=production')).stderr, {
    code: 'DIGEST_MISSING',
    problem: [`vault.example/${small.id}/hello@sha256:`],
    hint: '--copy',
  });
  expect((await small.cli('promote', '--to=production', '--services=other')).stderr).toContain(
    'SERVICE_UNKNOWN: staging has no lock of a service "other"',
  );
  const copied = await small.cli('promote', '--to=production', '--services=hello', '--copy');
  expect(copied.exitCode, copied.stderr).toBe(0);
  const pinned = /newImage: (\S+)@(\S+)/.exec(await small.read(lock));
  expect(pinned?.[1]).toBe(`vault.example/${small.id}/hello`);
  const { mirror } = await readPlatformFile();
  const url = `http://${mirror}/v2/${pinned?.[1]}/manifests/${pinned?.[2]}`;
  expect((await fetch(url)).status).toBe(200);
  expect((await small.cli('deploy', '--environment=production')).exitCode).toBe(0);
});

it('refuses to promote a commit that this clone cannot have', async () => {
  const other = await cloneRemote(small, remote);
  await other.write('README.md', 'never pushed\n');
  await other.commit('docs: never pushed');
  const deployed = await other.cli('deploy');
  expect(deployed.exitCode, deployed.stderr).toBe(0);
  const commit = (await other.git('rev-parse', 'HEAD')).slice(0, 12);
  expectError((await small.cli('promote', '--to=production')).stderr, {
    code: 'COMMIT_UNKNOWN',
    problem: [`Git does not know the commit ${commit} that staging runs`],
    hint: 'Fetch the branch that it was deployed from',
  });
});

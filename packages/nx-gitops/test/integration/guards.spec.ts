import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { kubectl } from '../workspace/cluster.ts';
import { addRemote, cloneRemote } from '../workspace/remote.ts';
import { expectError } from '../workspace/refusal.ts';
import { createReleased, restore } from '../workspace/small.ts';
import type { Workspace } from '../workspace/workspace.ts';

let small: Workspace;
let remote: string;

beforeAll(async () => {
  small = await createReleased('deploy');
  remote = await addRemote(small, afterAll);
});

afterEach(() => restore(small));

afterAll(async () => small?.dispose());

const state = 'config-repository/.release/staging/state.yaml';
const settings = 'config-repository/gitops.yaml';

const withSetting = (workspace: Workspace, line: string): Promise<void> =>
  workspace.edit(settings, (text) =>
    text.replace(/( {4}namespace: .*-staging\n)/, `$1    ${line}\n`),
  );

const addObject = (workspace: Workspace, name: string): Promise<void> =>
  workspace.edit(
    state,
    (text) =>
      `${text}---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: ${workspace.id}-staging\n`,
  );

it('records in the cluster which commit and which snapshot run', async () => {
  const { exitCode, stderr } = await small.cli('deploy');
  expect(exitCode, stderr).toBe(0);
  const text = await kubectl([
    'get',
    'configmap',
    'nx-gitops-small',
    `--namespace=${small.id}-staging`,
    '--output=jsonpath={.data.releases}',
  ]);
  expect(JSON.parse(text)[0]).toMatchObject({
    commit: await small.git('rev-parse', 'HEAD'),
    isDirty: false,
    result: 'deployed',
    digest: expect.stringMatching(/^sha256:/),
  });
});

it('takes only what is committed and pushed, where the environment asks for it', async () => {
  const clone = await cloneRemote(small, remote);
  await withSetting(clone, 'committed: true');
  const dirty = await clone.cli('deploy');
  expectError(dirty.stderr, {
    code: 'NOT_COMMITTED',
    problem: ['staging takes only what is committed', 'gitops.yaml'],
    hint: 'nx-gitops publish',
  });
  await clone.commit('chore: settings');
  expect((await clone.cli('deploy')).stderr).toContain(
    'NOT_COMMITTED: staging takes only what is on',
  );
  await clone.git('push', '--quiet', 'origin', 'HEAD:settings');
  const { exitCode, stderr } = await clone.cli('deploy');
  expect(exitCode, stderr).toBe(0);
  // A clone that does not have that commit has to fetch it before it can tell.
  expect((await small.cli('deploy')).exitCode).toBe(0);
  await addObject(small, 'late');
  const late = await small.cli('deploy');
  expect(late.stderr).toContain('RELEASE_OLDER: ');
  await restore(small);
  await small.git('pull', '--quiet', 'origin', 'settings');
  const shallow = await cloneRemote(small, remote);
  await shallow.git('fetch', '--quiet', '--depth=1', 'origin', 'settings');
  await shallow.git('checkout', '--quiet', 'FETCH_HEAD');
  expect((await shallow.cli('deploy')).exitCode).toBe(0);
  await small.edit('config-repository/gitops.yaml', (text) => text.replace('committed: true', ''));
  await small.commit('chore: settings as before');
});

it('deletes more than a third of the objects, or a volume claim, only when it is allowed', async () => {
  await addObject(small, 'one');
  await addObject(small, 'two');
  await small.edit(
    state,
    (text) =>
      `${text}---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: data\n  namespace: ${small.id}-staging\n  annotations: { kapp.k14s.io/disable-wait: '' }\nspec:\n  accessModes: [ReadWriteOnce]\n  resources: { requests: { storage: 1Mi } }\n`,
  );
  const made = await small.cli('deploy');
  expect(made.exitCode, made.stderr).toBe(0);
  await small.edit(state, (text) =>
    text.slice(0, text.indexOf('---\napiVersion: v1\nkind: Persistent')),
  );
  const claim = await small.cli('deploy');
  expectError(claim.stderr, {
    code: 'DELETION_GUARDED',
    problem: ['would delete PersistentVolumeClaim'],
    hint: '--allow-deletion',
  });
  expect((await small.cli('deploy', '--allow-deletion')).exitCode).toBe(0);
  await restore(small);
  const much = await small.cli('deploy');
  expect(much.stderr).toContain('DELETION_GUARDED: This release would delete 2 of 3 objects');
  expect((await small.cli('deploy', '--dry-run')).stderr).toContain('DELETION_GUARDED');
  expect((await small.cli('deploy', '--allow-deletion')).exitCode).toBe(0);
  await small.write(state, '');
  expect((await small.cli('deploy', '--allow-deletion')).stderr).toContain('SNAPSHOT_MISSING');
});

it('asks before it changes a protected environment; a job says --yes', async () => {
  await withSetting(small, 'protected: true');
  await addObject(small, 'asked');
  const { stderr } = await small.cli('deploy');
  expect(stderr).toContain('NOT_CONFIRMED: staging is protected: 1 object changes.');
  const yes = await small.cli('deploy', '--yes');
  expect(yes.exitCode, yes.stderr).toBe(0);
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { onTestFinished } from 'vitest';
import { cloneWorkspace, type Workspace } from './workspace.ts';

/** Gives a workspace a bare repository as "origin", and pushes main there. */
export async function addRemote(
  workspace: Workspace,
  whenDone: (remove: () => Promise<void>) => void = onTestFinished,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `nx-gitops-${workspace.id}-remote-`));
  whenDone(() => rm(folder, { recursive: true, force: true }));
  await execa('git', ['init', '--quiet', '--bare', '--initial-branch=main', folder]);
  await workspace.git('remote', 'add', 'origin', folder);
  await workspace.git('push', '--quiet', '--set-upstream', 'origin', 'main');
  return folder;
}

/** A clone of what the remote of a workspace has, with that remote; gone after the test. */
export async function cloneRemote(workspace: Workspace, remote: string): Promise<Workspace> {
  const clone = await cloneWorkspace({ ...workspace, root: remote });
  onTestFinished(clone.dispose);
  await clone.git('config', 'user.name', 'test');
  await clone.git('config', 'user.email', 'test@example.com');
  return clone;
}

import { chmod, mkdir, symlink } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, it } from 'vitest';
import { expectRefusal, runCli } from '../workspace/refusal.ts';
import { createReleased } from '../workspace/small.ts';
import type { Workspace } from '../workspace/workspace.ts';

let workspace: Workspace;

/** A PATH with what Nx itself needs, and nothing of the tool chain. */
let bare: string;

beforeAll(async () => {
  workspace = await createReleased('render');
  bare = join(workspace.root, '.nx-gitops', 'bare');
  await mkdir(bare, { recursive: true });
  for (const tool of ['git', 'sh', 'env']) {
    const { stdout } = await execa('which', [tool]);
    await symlink(stdout, join(bare, tool));
  }
  await symlink(process.execPath, join(bare, 'node'));
});

afterAll(() => workspace?.dispose());

const withPath = (...folders: string[]): Workspace =>
  workspace.withEnvironment({ PATH: folders.join(delimiter) });

/** A folder with a program that says this of its version. */
async function fakeTool(name: string, version: string): Promise<string> {
  const folder = `.nx-gitops/fake-${name}`;
  await workspace.write(`${folder}/${name}`, `#!/bin/sh\necho '${version}'\n`);
  await chmod(join(workspace.root, folder, name), 0o755);
  return join(workspace.root, folder);
}

it('says which tool is missing and how to install it', async () => {
  const refusal = (tool: string, place: string) => ({
    code: 'TOOL_MISSING',
    problem: [`${tool} is neither on PATH nor in .nx-gitops/bin`],
    hint: place,
  });
  await expectRefusal(
    workspace,
    () => withPath(bare).nx('run', 'config-repository:render'),
    refusal('helm', 'https://helm.sh/docs/intro/install/'),
  );
  await expectRefusal(
    workspace,
    () => withPath(bare).nx('run', 'hello:build-image'),
    refusal('crane', 'github.com/google/go-containerregistry'),
  );
  await expectRefusal(
    workspace,
    () => runCli(withPath(bare), 'diff'),
    refusal('kapp', 'https://carvel.dev/kapp/docs/latest/install/'),
  );
});

it('says which tool is too old, where it is, and which version to install', async () => {
  const folder = await fakeTool('helm', 'v3.2.0+g1');
  await expectRefusal(
    workspace,
    () => withPath(folder, bare).nx('run', 'config-repository:render'),
    {
      code: 'TOOL_OUTDATED',
      problem: [`helm 3.2.0 (${folder}/helm) is older than 3.14.0`],
      hint: 'https://helm.sh/docs/intro/install/',
    },
  );
});

it('says what a tool said that failed', async () => {
  const folder = await fakeTool('crane', '0.22.1');
  await workspace.write(
    '.nx-gitops/fake-kapp/kapp',
    '#!/bin/sh\n[ "$1" = version ] && echo "kapp version 0.64.2" && exit\necho "kapp: Error: out of paint" >&2\nexit 7\n',
  );
  await chmod(join(workspace.root, '.nx-gitops/fake-kapp/kapp'), 0o755);
  const kapp = join(workspace.root, '.nx-gitops/fake-kapp');
  await expectRefusal(workspace, () => runCli(withPath(folder, kapp, bare), 'diff'), {
    code: 'APPLY_FAILED',
    problem: ['kapp could not compare small'],
    hint: 'out of paint',
  });
});

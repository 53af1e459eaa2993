import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { expectRefusal, runCli } from '../workspace/refusal.ts';
import { createReleased, restore } from '../workspace/small.ts';
import type { Workspace } from '../workspace/workspace.ts';

let workspace: Workspace;

const settings = 'config-repository/gitops.yaml';

beforeAll(async () => {
  workspace = await createReleased('render');
});

afterEach(() => restore(workspace));

afterAll(() => workspace?.dispose());

const render = () => workspace.nx('run', 'config-repository:render');

it('says where gitops.yaml is missing, on a project that has a target of the pipeline', async () => {
  await workspace.remove(settings);
  await workspace.write(
    'config-repository/project.json',
    JSON.stringify({
      name: 'config-repository',
      targets: { render: { executor: 'nx-gitops:render' } },
    }),
  );
  await expectRefusal(workspace, render, {
    code: 'SETTINGS_MISSING',
    problem: ['config-repository/gitops.yaml does not exist'],
    hint: 'write gitops.yaml, or run the target on the one that is',
  });
});

it('says on the command line that the workspace has no gitops.yaml', async () => {
  await workspace.remove(settings);
  await expectRefusal(workspace, () => runCli(workspace, 'diff'), {
    code: 'SETTINGS_MISSING',
    problem: ['The workspace has no gitops.yaml'],
    hint: 'nx g nx-gitops:init',
  });
});

it('refuses another environment than the one of the target: its dependencies would be those of the target', async () => {
  await workspace.edit(settings, (text) => `${text}\n  other: {}\n`);
  const run = await workspace.nx('run', 'config-repository:render', '--environment=other');
  expect(run.exitCode).not.toBe(0);
  expect(run.output).toContain(
    'OPTIONS_INVALID: The target "render" is that of the environment "staging"',
  );
  expect(run.output).toContain('Run "render-other" for other.');
});

it('refuses an unknown environment and names those that there are', async () => {
  const refusal = {
    code: 'ENVIRONMENT_UNKNOWN',
    problem: [`${settings} declares no environment "nope"`],
    hint: 'Use one of: staging.',
  };
  await expectRefusal(workspace, () => runCli(workspace, 'diff', '--environment', 'nope'), refusal);
  await expectRefusal(
    workspace,
    () => workspace.nx('run', 'config-repository:render', '--environment=nope'),
    refusal,
  );
});

it('refuses an unknown key in gitops.yaml with its line', async () => {
  await workspace.edit(settings, (text) => text.replace('waitTimeout', 'waitTimeuot'));
  const refusal = {
    code: 'SETTINGS_INVALID',
    problem: [`${settings}:3 waitTimeuot: `],
    hint: 'Correct the setting; gitops.schema.json of the package lists them all, and editors complete by it.',
  };
  await expectRefusal(workspace, render, refusal);
  await expectRefusal(workspace, () => runCli(workspace, 'why'), refusal);
});

it('refuses a value of the wrong type in gitops.yaml with its line', async () => {
  await workspace.edit(settings, (text) => text.replace(/namespace: .*/, 'namespace: 7'));
  await expectRefusal(workspace, render, {
    code: 'SETTINGS_INVALID',
    problem: [`${settings}:7 environments.staging.namespace: `, 'string', '7'],
    hint: 'Correct the setting; gitops.schema.json of the package lists them all, and editors complete by it.',
  });
});

it('refuses a gitops.yaml that is not YAML with its line', async () => {
  await workspace.edit(settings, (text) => `${text}services: [a\nmore: ]\n`);
  await expectRefusal(workspace, render, {
    code: 'YAML_INVALID',
    problem: [`${settings}:`],
    hint: 'Correct the YAML; nothing was changed.',
  });
});

it('refuses a default environment that is not declared', async () => {
  await workspace.edit(settings, (text) => text.replace('Environment: staging', 'Environment: x'));
  await expectRefusal(workspace, render, {
    code: 'SETTINGS_INVALID',
    problem: [`${settings} defaultEnvironment: There is no environment "x"`],
    hint: 'Name one of: staging.',
  });
});

it('refuses an unknown option of the plugin in nx.json', async () => {
  const plugins = [{ plugin: 'nx-gitops', options: { deployTarget: 'ship' } }];
  await workspace.write('nx.json', JSON.stringify({ plugins }));
  await expectRefusal(workspace, render, {
    code: 'OPTIONS_INVALID',
    problem: ['nx.json plugins "nx-gitops" options.deployTarget: '],
    hint: 'The options are: buildTargetName, ',
  });
});

it('refuses a folder that is no Git checkout', async () => {
  const outside = workspace.withEnvironment({ GIT_DIR: `${workspace.root}/.nowhere` });
  const refusal = {
    code: 'GIT_FAILED',
    problem: ['not a git repository'],
    hint: 'run in a Git checkout, with git on PATH',
  };
  await expectRefusal(workspace, () => runCli(outside, 'why'), refusal);
  await expectRefusal(workspace, () => outside.nx('run', 'config-repository:render'), refusal);
});

import { deploy } from '../stages/deploy/deploy.ts';
import { readPlan } from '../stages/deploy/read-plan.ts';
import { deployOrReturn } from '../stages/rollback/deploy-or-return.ts';
import { findEnvironment, judgeServices } from '../workspace/workspace.ts';
import { parseCommandLine, print, type Command } from './command.ts';
import { chooseRepository, openStage, openWorkspace } from './open-workspace.ts';

export const deployCommand: Command = {
  name: 'deploy',
  summary: 'brings the snapshot as it is to the cluster; builds and renders nothing',
  usage:
    'nx-gitops deploy [--plan <file>] [--environment <name>] [--context <name>] [--repository <folder>] [--no-wait] [--allow-deletion] [--full] [--auto] [--yes] [--override <reason>] [--dry-run] [--format text|json]',
  description:
    'Plan, guards, lease, kapp, record. Builds and renders nothing: "nx deploy" does. --plan does exactly what "diff --out" wrote, or refuses.\nWhat did not change since the last success is not looked at; --full compares every object with the cluster.\n--auto: when the release does not become ready in time, the last good one is back, in Git too.\nExit code: 0 deployed and ready, 1 error.',
  run: async (argv) => {
    const options = parseCommandLine(argv, {
      'no-wait': { type: 'boolean' },
      'allow-deletion': { type: 'boolean' },
      full: { type: 'boolean' },
      auto: { type: 'boolean' },
      yes: { type: 'boolean', short: 'y' },
      plan: { type: 'string' },
      override: { type: 'string' },
    });
    const { own } = options;
    const open = await openWorkspace();
    const repository = chooseRepository(open, options.repository);
    const environment = findEnvironment(repository, options.environment);
    const services = judgeServices(open.workspace, repository, environment);
    const choices = {
      wait: !own['no-wait'],
      allowDeletion: own['allow-deletion'] ?? false,
      full: own.full ?? false,
      yes: own.yes ?? false,
      kind: 'deploy' as const,
      plan: await readPlan(own.plan, process.cwd()),
      override: own.override,
    };
    const input = { repository, environment, context: options.context, services, choices };
    const act = own.auto ? deployOrReturn : deploy;
    const deployed = await act(input, await openStage(open.root, options.dryRun));
    print(options.json, deployed, [
      deployed.changes.length === 0 || options.dryRun
        ? `${environment.name}: nothing was changed`
        : `${environment.name}: deployed and ready in namespace ${environment.namespace}`,
    ]);
    return 0;
  },
};

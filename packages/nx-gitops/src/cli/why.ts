import { GitopsError } from '../model/errors.ts';
import { isStale, type Staleness } from '../model/staleness.ts';
import { explainStaleness } from '../workspace/explain-staleness.ts';
import type { Service } from '../workspace/services.ts';
import { findEnvironment, judgeService, lockPath } from '../workspace/workspace.ts';
import { parseCommandLine, print, type Command } from './command.ts';
import { chooseRepository, openWorkspace, type OpenWorkspace } from './open-workspace.ts';

export const whyCommand: Command = {
  name: 'why',
  summary: 'says whether the lock of a service is stale, and which files made it so',
  usage:
    'nx-gitops why <service> [--environment <name>] [--repository <folder>] [--format text|json]',
  description:
    'Compares the sources with those that the lock was made from. Needs no Nx, no registry, no cluster.\nExit code: 0 fresh or held, 2 stale, 1 error.',
  run: async (argv) => {
    const options = parseCommandLine(argv);
    const open = await openWorkspace();
    const environment = findEnvironment(
      chooseRepository(open, options.repository),
      options.environment,
    );
    const service = findService(open, options.positionals[0]);
    const staleness = judgeService(open.workspace, environment, service);
    const lock = lockPath(environment, service.name);
    const changed = await explainStaleness(open, lock, service, staleness);
    print(
      options.json,
      { service: service.name, environment: environment.name, lock, ...staleness, changed },
      [
        `${service.name} (${environment.name}): ${describe(staleness)}`,
        `  lock: ${lock}`,
        ...(changed ?? []).map((file) => `  changed: ${file}`),
        ...(staleness.state === 'stale' && changed === undefined
          ? [
              '  The sources of the lock are in no recent commit: which files changed cannot be told.',
            ]
          : []),
      ],
    );
    return isStale(staleness) ? 2 : 0;
  },
};

function findService(
  { workspace: { services } }: OpenWorkspace,
  name: string | undefined,
): Service {
  const found = services.find((service) => service.name === name || service.project === name);
  if (found) return found;
  throw new GitopsError(
    'SERVICE_UNKNOWN',
    name === undefined ? 'Which service?' : `There is no service "${name}"`,
    `Services: ${services.map((service) => service.name).join(', ') || 'none'}.`,
  );
}

function describe(staleness: Staleness): string {
  switch (staleness.state) {
    case 'fresh':
      return 'fresh, the lock is that of the sources';
    case 'held':
      return `held by ${staleness.held.by}: ${staleness.held.reason}`;
    case 'missing':
      return 'stale, there is no lock yet';
    case 'unkeyed':
      return 'stale, the lock does not say which sources it was made from';
    case 'unreadable':
      return `stale, ${staleness.problem}`;
    case 'stale':
      return 'stale, the sources changed since the lock was made';
  }
}

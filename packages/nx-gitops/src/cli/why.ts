import { GitopsError } from '../model/errors.ts';
import type { Environment } from '../model/settings/environment.ts';
import type { ConfigRepository } from '../model/settings/parse-settings.ts';
import { isStale, type Staleness } from '../model/build-key/staleness.ts';
import { explainStaleness } from '../workspace/explain-staleness.ts';
import type { Service } from '../workspace/services.ts';
import { findEnvironment, judgeService, lockPath, servicesOf } from '../workspace/workspace.ts';
import { parseCommandLine, print, type Command } from './command.ts';
import { chooseRepository, openWorkspace, type OpenWorkspace } from './open-workspace.ts';

export const whyCommand: Command = {
  name: 'why',
  summary: 'says whether the lock of a service is stale, and which files made it so',
  usage:
    'nx-gitops why [<service>] [--environment <name>] [--repository <folder>] [--format text|json]',
  description:
    'Compares the sources of a service, or of all, with those that the lock was made from. Needs no Nx, no registry, no cluster.\nExit code: 0 fresh or held, 2 stale, 1 error.',
  run: async (argv) => {
    const options = parseCommandLine(argv, {}, { words: 1 });
    const open = await openWorkspace();
    const repository = chooseRepository(open, options.repository);
    const environment = findEnvironment(repository, options.environment);
    const [name] = options.positionals;
    const deployed = servicesOf(open.workspace, repository);
    const services = name === undefined ? deployed : [findService(repository, deployed, name)];
    const answers = await Promise.all(
      services.map((service) => explain(open, environment, service)),
    );
    print(options.json, name === undefined ? answers : answers[0], answers.flatMap(formatAnswer));
    return answers.some(isStale) ? 2 : 0;
  },
};

type Answer = Staleness & {
  readonly service: string;
  readonly environment: string;
  readonly lock: string;
  /** The files that changed since the lock was made, where that can be told. */
  readonly changed: readonly string[] | undefined;
};

async function explain(
  open: OpenWorkspace,
  environment: Environment,
  service: Service,
): Promise<Answer> {
  const staleness = judgeService(open.workspace, environment, service);
  const lock = lockPath(environment, service.name);
  const changed = await explainStaleness(open, lock, service, staleness);
  return { service: service.name, environment: environment.name, lock, ...staleness, changed };
}

const formatAnswer = (answer: Answer): string[] => [
  `${answer.service} (${answer.environment}): ${describe(answer)}`,
  `  lock: ${answer.lock}`,
  ...(answer.changed ?? []).map((file) => `  changed: ${file}`),
  ...(answer.state === 'stale' && answer.changed === undefined
    ? ['  The sources of the lock are in no recent commit: which files changed cannot be told.']
    : []),
];

function findService(
  { root }: ConfigRepository,
  services: readonly Service[],
  name: string,
): Service {
  const found = services.find((service) => service.name === name || service.project === name);
  if (found) return found;
  throw new GitopsError(
    'SERVICE_UNKNOWN',
    `${root} deploys no service "${name}"`,
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

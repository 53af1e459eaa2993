import { posix } from 'node:path';
import type { CreateNodes, CreateNodesResult, ProjectConfiguration } from '@nx/devkit';
import { isStale } from '../model/build-key/staleness.ts';
import { readProjectName } from '../workspace/services.ts';
import { readWorkingTree } from '../workspace/sources.ts';
import { judgeService, loadWorkspace, servicesOf, type Workspace } from '../workspace/workspace.ts';
import { normalizeOptions, type TargetNames } from './options.ts';
import { repositoryTargets, type StaleProjects } from './repository-targets.ts';
import { serviceTargets } from './service-targets.ts';

/**
 * Infers the targets of services (`kbld.yaml`) and of config repositories (`gitops.yaml`). Which locks `render`
 * depends on is decided here, from the content of the repository: that is what makes a fresh clone build only
 * what moved.
 */
export const createNodes: CreateNodes = [
  '**/{kbld.yaml,gitops.yaml}',
  async (files, options, context) => {
    const names = normalizeOptions(options, context.nxJsonConfiguration.namedInputs);
    const relevant = files.filter((file) => !file.split('/').includes('.release'));
    const sources = await readWorkingTree(context.workspaceRoot, [
      ...relevant,
      ...relevant.flatMap((file) =>
        ['project.json', 'package.json'].map((one) => posix.join(posix.dirname(file), one)),
      ),
    ]);
    const named = (name: string): string[] =>
      relevant.filter((file) => posix.basename(file) === name).sort();
    try {
      const workspace = await loadWorkspace(sources, named('gitops.yaml'), named('kbld.yaml'));
      return [
        ...serviceNodes(workspace, names),
        ...(await repositoryNodes(workspace, names, sources.readText)),
      ];
    } finally {
      await sources.yaml?.keep();
    }
  },
];

type Node = readonly [file: string, result: CreateNodesResult];

function serviceNodes(workspace: Workspace, names: TargetNames): Node[] {
  return workspace.services.map((service) => {
    const node: Partial<ProjectConfiguration> = {
      ...(service.isNamed ? {} : { name: service.project }),
      targets: serviceTargets(service, workspace, names),
      metadata: { targetGroups: { Image: [names.buildImage, names.lock] } },
    };
    return [service.kbldFile, { projects: { [service.root]: node } }];
  });
}

async function repositoryNodes(
  workspace: Workspace,
  names: TargetNames,
  readText: (path: string) => Promise<string | undefined>,
): Promise<Node[]> {
  return Promise.all(
    workspace.repositories.map(async (repository): Promise<Node> => {
      const named = await readProjectName(repository.root, readText);
      const project = named ?? posix.basename(repository.root);
      const differing: StaleProjects = (environment) =>
        servicesOf(workspace, repository)
          .filter((service) => isStale(judgeService(workspace, environment, service)))
          .map((service) => service.project);
      const stale: StaleProjects = (environment) =>
        environment.locks === 'pinned' ? [] : differing(environment);
      const { targets, groups } = repositoryTargets(repository, project, names, stale, differing);
      const node: Partial<ProjectConfiguration> = {
        ...(named === undefined ? { name: project } : {}),
        targets,
        metadata: { targetGroups: groups },
      };
      return [`${repository.root}/gitops.yaml`, { projects: { [repository.root]: node } }];
    }),
  );
}

import type { CreateDependencies, DependencyType, RawProjectGraphDependency } from '@nx/devkit';
import { join, posix } from 'node:path';
import { findText } from '../io/files.ts';
import { parseSettings } from '../model/settings/parse-settings.ts';

/** The true edges: a config repository depends on every service that it deploys. */
export const createDependencies: CreateDependencies = async (_options, context) => {
  const projects = Object.entries(context.projects);
  const services = projects.filter(([, project]) => usesExecutor(project, 'nx-gitops:build-image'));
  const edges = await Promise.all(
    projects
      .filter(([, project]) => usesExecutor(project, 'nx-gitops:deploy'))
      .map(async ([source, { root }]) => {
        const sourceFile = posix.join(root, 'gitops.yaml');
        const text = await findText(join(context.workspaceRoot, sourceFile));
        const wanted = parseSettings(text ?? '', root).services;
        return services
          .filter(([name]) => wanted?.includes(name.slice(name.lastIndexOf('/') + 1)) ?? true)
          .map(([target]): RawProjectGraphDependency => {
            return { source, target, sourceFile, type: isStatic };
          });
      }),
  );
  return edges
    .flat()
    .sort((a, b) => (`${a.source} ${a.target}` < `${b.source} ${b.target}` ? -1 : 1));
};

/** The value alone: the module that it comes from takes longer to load than the graph to compute. */
const isStatic = 'static' as DependencyType.static;

const usesExecutor = (
  project: { targets?: Record<string, { executor?: string }> },
  executor: string,
): boolean => Object.values(project.targets ?? {}).some((target) => target.executor === executor);

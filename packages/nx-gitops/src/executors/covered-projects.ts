import { getOutputsForTargetAndConfiguration, type ExecutorContext } from '@nx/devkit';

/** The roots of a project and of all projects that it depends on, sorted. */
export function coveredRoots(context: ExecutorContext): string[] {
  return [...closure(context)]
    .map((name) => context.projectGraph.nodes[name]?.data.root)
    .filter((root) => root !== undefined)
    .sort();
}

/** What the targets that the current one depends on make, in all covered projects. */
export function coveredOutputs(context: ExecutorContext): string[] {
  const { projectName = '', targetName = '', projectGraph } = context;
  const before = (
    projectGraph.nodes[projectName]?.data.targets?.[targetName]?.dependsOn ?? []
  ).flatMap((dependency) =>
    typeof dependency === 'string' ? [dependency.replace(/^\^/, '')] : [],
  );
  const outputs = [...closure(context)].flatMap((project) => {
    const node = projectGraph.nodes[project];
    return before.flatMap((target) =>
      node?.data.targets?.[target]
        ? getOutputsForTargetAndConfiguration({ project, target }, {}, node)
        : [],
    );
  });
  return [...new Set(outputs)].sort();
}

function closure({ projectName = '', projectGraph }: ExecutorContext): Set<string> {
  const seen = new Set<string>();
  const queue = [projectName];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (seen.has(name) || !projectGraph.nodes[name]) continue;
    seen.add(name);
    queue.push(...(projectGraph.dependencies[name] ?? []).map(({ target }) => target));
  }
  return seen;
}

import { posix } from 'node:path';
import { glob, type Tree } from '@nx/devkit';
import { GitopsError } from '../../model/errors.ts';
import { parseChart } from '../../model/chart/chart-lock.ts';
import { readServices } from '../../workspace/services.ts';
import { addDependency } from '../add-dependency.ts';
import { writeMissing } from '../write-missing.ts';

/** Writes the chart that shows a service alone: nothing but its subchart of the whole application. */
export async function writePreviewChart(
  tree: Tree,
  repository: string,
  asked: string,
): Promise<void> {
  const readText = (path: string) => Promise.resolve(tree.read(path, 'utf8') ?? undefined);
  const services = await readServices(glob(tree, ['**/kbld.yaml']), { readText });
  const found = services.find(({ name, project }) => [name, project].includes(asked));
  const name = found?.name ?? asked;
  const charts = posix.join(repository, 'umbrella-chart', 'charts');
  if (found === undefined || !tree.exists(`${charts}/${name}/Chart.yaml`)) {
    throw new GitopsError(
      'SERVICE_UNKNOWN',
      `There is no service "${asked}" with a chart ${charts}/${name}`,
      'Make it with "nx g nx-gitops:service".',
    );
  }
  const chart = posix.join(found.root, 'umbrella-chart');
  writeMissing(tree, chart, {
    'Chart.yaml': `apiVersion: v2
name: ${name}-preview
description: The service ${name} alone, for previews
type: application
version: 0.1.0
`,
    'values.yaml': `# The values of the service under its name, those of all under "global".
${name}: {}
`,
    // What a render packs there is no source of the service.
    '.gitignore': 'charts/*.tgz\n',
  });
  // The library has the named templates that the chart of the service may use.
  for (const one of ['service-library', name]) {
    const file = `${charts}/${one}/Chart.yaml`;
    if (!tree.exists(file)) continue;
    const { version = '0.1.0' } = parseChart(tree.read(file, 'utf8') ?? '', file);
    const path = posix.relative(chart, `${charts}/${one}`);
    addDependency(tree, chart, { name: one, version, repository: `file://${path}` });
  }
}

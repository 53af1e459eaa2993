import { joinPathFragments, type Tree } from '@nx/devkit';
import { isMap, parseDocument } from 'yaml';
import { GitopsError } from '../../model/errors.ts';
import { parseSettings } from '../../model/settings/parse-settings.ts';
import { chooseRepository } from '../choose-repository.ts';
import { editYaml } from '../edit-yaml.ts';
import { writeMissing } from '../write-missing.ts';
import type { PreviewOptions } from './schema.ts';
import { writePreviewChart } from './write-preview-chart.ts';

const valuesFile = 'environments/preview.yaml';

/** Adds the settings of previews; those that are there stay as they are. */
export async function previewGenerator(tree: Tree, options: PreviewOptions): Promise<void> {
  const folder = chooseRepository(tree, options.configRepository);
  const file = joinPathFragments(folder, 'gitops.yaml');
  const { environments } = parseSettings(tree.read(file, 'utf8') ?? '', folder);
  const names = environments.map(({ name }) => name);
  const { base } = options;
  if (base !== undefined && !names.includes(base)) {
    throw new GitopsError(
      'ENVIRONMENT_UNKNOWN',
      `${file} has no environment "${base}"`,
      `It has: ${names.join(', ')}.`,
    );
  }
  addSettings(tree, file, {
    base,
    namespace: options.namespace ?? '{application}-{name}',
    context: options.context,
    values: [valuesFile],
    url: options.url || undefined,
    ttl: options.ttl ?? '3d',
  });
  parseSettings(tree.read(file, 'utf8') ?? '', folder);
  writeMissing(tree, folder, {
    [valuesFile]: `# What differs in previews: over the values of the environment that they begin with.
global: {}
`,
  });
  if (options.service) await writePreviewChart(tree, folder, options.service);
}

function addSettings(tree: Tree, file: string, wanted: Readonly<Record<string, unknown>>): void {
  const { preview = {} } = (parseDocument(tree.read(file, 'utf8') ?? '').toJS() ?? {}) as {
    preview?: Readonly<Record<string, unknown>> | null;
  };
  const missing = Object.entries(wanted).filter(
    ([key, value]) => value !== undefined && preview?.[key] === undefined,
  );
  if (missing.length === 0) return;
  editYaml(tree, file, (document) => {
    if (!isMap(document.get('preview'))) document.set('preview', document.createNode({}));
    for (const [key, value] of missing)
      document.setIn(['preview', key], document.createNode(value));
  });
}

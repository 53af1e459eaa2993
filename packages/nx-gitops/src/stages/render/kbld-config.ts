import { join, posix } from 'node:path';
import { findText } from '../../io/files.ts';
import { GitopsError } from '../../model/errors.ts';
import type { FoundImage } from '../../model/lock/images-in-manifests.ts';
import type { ConfigRepository } from '../../model/settings/parse-settings.ts';
import { isManifestFile, type RenderedUnit } from '../../model/render/rendered-unit.ts';
import { parseYamlDocuments } from '../../model/manifest/yaml.ts';
import { kbldInspect } from '../../tools/kbld.ts';
import type { StageContext } from '../stage-context.ts';

const known = ['apiVersion', 'kind', 'minimumRequiredVersion', 'searchRules'];

/**
 * The search rules of a config repository, `kbld-config.yaml` in kbld's own format, as a YAML stream; empty without
 * that file. Images are pinned by locks alone, so it may hold nothing else.
 */
export async function readKbldConfig(
  root: string,
  { root: folder }: ConfigRepository,
): Promise<string> {
  const file = posix.join(folder, 'kbld-config.yaml');
  const text = await findText(join(root, file));
  if (text === undefined) return '';
  return parseYamlDocuments(text, file)
    .map(({ value, lineOf }) => {
      const config = value as Readonly<Record<string, unknown>>;
      const odd = Object.keys(config).find((key) => !known.includes(key));
      if (config.kind === 'Config' && odd === undefined) return `---\n${JSON.stringify(value)}\n`;
      throw new GitopsError(
        'KBLD_INVALID',
        `${file}:${lineOf([odd ?? 'kind'])}: ${odd === undefined ? 'Expected kind Config' : `"${odd}" does not belong here`}`,
        'It holds searchRules; locks pin images, kbld.yaml of a service builds them.',
      );
    })
    .join('');
}

/** The images that only the search rules find, with the place where each is first. */
export async function findConfiguredImages(
  units: readonly RenderedUnit[],
  config: string,
  stage: StageContext,
): Promise<FoundImage[]> {
  if (config === '') return [];
  const files = units.flatMap((unit) => [...unit.files].filter(([path]) => isManifestFile(path)));
  const stream = files.map(([, text]) => `---\n${text}\n`).join('');
  const images = await kbldInspect(stage.run, stream + config);
  return images.map((image) => {
    const [file, text = ''] = files.find(([, one]) => one.includes(image)) ?? [''];
    return { image, file, line: text.slice(0, text.indexOf(image)).split('\n').length };
  });
}

import { join, posix } from 'node:path';
import { findText } from '../../io/files.ts';
import { GitopsError } from '../../model/errors.ts';
import type { ConfigRepository } from '../../model/settings/parse-settings.ts';
import { parseYamlDocuments } from '../../model/manifest/yaml.ts';

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

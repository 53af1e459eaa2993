import { outlineJson } from '../outline/outline-json.ts';
import { outlineYaml } from '../outline/outline-yaml.ts';
import type { Outline } from '../outline/outline.ts';
import type { TextFile } from '../text-file.ts';
import { outlineDotenv, outlineIni } from './outline-settings.ts';
import { splitSopsTree, type SopsTree } from './sops-tree.ts';

const dotenvMark = /^sops_(?:mac|version|lastmodified|age__|pgp__|kms__)/m;
const iniMark = /^\[sops\]\s*$/m;

/** The file as sops sees it, by its content and not by its name. */
export async function openSopsTree(file: TextFile): Promise<SopsTree | undefined> {
  if (file.binary || !file.text.includes('sops')) return undefined;
  if (dotenvMark.test(file.text)) return splitSopsTree(outlineDotenv(file.text), 'dotenv');
  if (iniMark.test(file.text)) return splitSopsTree(outlineIni(file.text), 'ini');
  const outline = file.outline() ?? outlineUnknown(file.text);
  if (!outline?.leaves.some((leaf) => leaf.path[0] === 'sops')) return undefined;
  const isJson = /^\s*[{[]/.test(file.text);
  return splitSopsTree(
    outline.doubtful && !isJson ? await parseCarefully(file.text, outline) : outline,
    isJson ? 'json' : 'yaml',
  );
}

function outlineUnknown(text: string): Outline | undefined {
  if (/^\s*\{/.test(text)) return outlineJson(text);
  return /^sops:/m.test(text) ? outlineYaml(text) : undefined;
}

/** The quick walk was in doubt: let the parser decide, where the text is YAML at all. */
async function parseCarefully(text: string, quick: Outline): Promise<Outline> {
  const { outlineParsedYaml } = await import('../outline/outline-parsed-yaml.ts');
  return outlineParsedYaml(text) ?? quick;
}

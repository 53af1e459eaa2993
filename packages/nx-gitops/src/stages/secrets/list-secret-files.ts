import { join, posix } from 'node:path';
import { textFile } from '../../checks/open-text-file.ts';
import type { CreationRule } from '../../checks/sops/creation-rules.ts';
import { openSopsTree } from '../../checks/sops/open-sops-tree.ts';
import type { SopsTree } from '../../checks/sops/sops-tree.ts';
import { findText } from '../../io/files.ts';
import { listFiles } from '../../io/list-files.ts';
import { isEncrypted } from '../../model/secret/encrypted-document.ts';
import type { ConfigRepository } from '../../model/settings/parse-settings.ts';
import { splitRendered } from '../../model/render/rendered-document.ts';
import { findSopsConfig, type SopsConfig } from './find-sops-config.ts';
import { sealedPath } from './sealed-path.ts';

/** One text that sops encrypts as a whole: a file, or a Secret in the tree of a snapshot. */
export interface SecretText {
  /** The file it is in, relative to the workspace. */
  readonly file: string;
  /** The path that decides about its rule. */
  readonly path: string;
  readonly text: string;
  readonly tree: SopsTree | undefined;
  readonly config: SopsConfig | undefined;
  readonly rule: CreationRule | undefined;
}

/** Everything in a config repository that is encrypted, or by its name has to be. */
export async function listSecretTexts(
  repository: ConfigRepository,
  root: string,
): Promise<SecretText[]> {
  const found: SecretText[] = [];
  const open = async (file: string, path: string, text: string): Promise<void> => {
    const config = await findSopsConfig(path, root);
    const tree = await openSopsTree(textFile(file, text));
    found.push({ file, path, text, tree, config, rule: config?.findRule(path) });
  };
  for (const name of await listFiles(join(root, repository.root))) {
    if (/(^|\/)(node_modules|\.git)\//.test(name) || /(^|\/)\.sops\.yaml$/.test(name)) continue;
    const file = posix.join(repository.root, name);
    const text = (await findText(join(root, file))) ?? '';
    if (!name.startsWith('.release/')) {
      if (/\.sops\.\w+$/.test(name) || text.includes('ENC[AES256_GCM'))
        await open(file, file, text);
      continue;
    }
    if (name.endsWith('/state.yaml') || !text.includes('ENC[AES256_GCM')) continue;
    const release = releaseOf(repository, file);
    for (const { source, text: document } of splitRendered(text)) {
      if (isEncrypted(document)) await open(file, sealedPath(release, source), document);
    }
  }
  return found;
}

const releaseOf = ({ environments }: ConfigRepository, file: string): string =>
  environments.map(({ release }) => release).find((release) => file.startsWith(`${release}/`)) ??
  '.release';

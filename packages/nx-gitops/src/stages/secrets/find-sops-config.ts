import { join, posix } from 'node:path';
import { readCreationRules, type CreationRule } from '../../checks/sops/creation-rules.ts';
import { findText } from '../../io/files.ts';
import { GitopsError } from '../../model/errors.ts';

/** The `.sops.yaml` that counts for a path: the nearest above it. */
export interface SopsConfig {
  /** Relative to the workspace. */
  readonly path: string;
  readonly text: string;
  /** The rule for a path of the workspace; the first that matches, as sops has it. */
  readonly findRule: (path: string) => CreationRule | undefined;
}

export async function findSopsConfig(path: string, root: string): Promise<SopsConfig | undefined> {
  for (let folder = posix.dirname(path); ; folder = posix.dirname(folder)) {
    const config = posix.join(folder, '.sops.yaml');
    const text = await findText(join(root, config));
    if (text !== undefined) {
      const { rules } = await readCreationRules(text);
      const inside = (file: string): string => posix.relative(folder, file);
      return {
        path: config,
        text,
        findRule: (file) => rules.find((rule) => rule.matches(inside(file))),
      };
    }
    if (folder === '.' || folder === '/') return undefined;
  }
}

/** As `findSopsConfig`, where the path has to have a rule with recipients. */
export async function requireRule(
  path: string,
  root: string,
): Promise<{ readonly config: SopsConfig; readonly rule: CreationRule }> {
  const config = await findSopsConfig(path, root);
  const rule = config?.findRule(path);
  if (config && rule && rule.recipients.size > 0) return { config, rule };
  throw new GitopsError(
    'SECRET_RULE_MISSING',
    config
      ? `${config.path} has no creation rule with recipients for ${path}`
      : `There is no .sops.yaml above ${path}`,
    'Run "nx g nx-gitops:init", which writes one where there is none. Or add a rule whose path_regex matches the path, with encrypted_regex "^(data|stringData)$" and the recipients.',
  );
}

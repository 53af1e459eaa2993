import type { Finding } from '../finding.ts';
import type { TextFile } from '../text-file.ts';
import { quote } from '../secrets/secret-finding.ts';
import type { CreationRule } from './creation-rules.ts';
import { sopsFinding } from './sops-finding.ts';
import { compileRules } from './sops-rules.ts';

/** A file that a creation rule is made for must be encrypted, even if nothing in it looks secret. */
export async function checkUnencrypted(
  file: TextFile,
  rule: CreationRule,
  config: string,
): Promise<Finding[]> {
  if (rule.pathRegex === undefined || isBroad(rule.pathRegex) || file.text.trim() === '') return [];
  const outline = file.outline();
  const isDue = await compileRules(rule.rules);
  if (outline && isDue && !outline.leaves.some((leaf) => leaf.value !== '' && isDue(leaf.path)))
    return [];
  const name = quote(file.path);
  return [
    sopsFinding(
      file.path,
      'sops-policy',
      1,
      `The file is not encrypted, but ${config} has a rule for it`,
      `Encrypt it now: sops encrypt -i ${name} && git add ${name}`,
    ),
  ];
}

/** `.*\.yaml$` matches every manifest: it says how to encrypt, not that all must be. */
const isBroad = (pathRegex: string): boolean =>
  !/[A-Za-z0-9]{2}/.test(
    pathRegex
      .replace(/\\?\.\(?(?:\??:?ya\?ml|ya\?ml|yaml|yml|json|env|ini|\|)+\)?\$?/g, '')
      .replace(/\[[^\]]*\]|\\./g, ''),
  );

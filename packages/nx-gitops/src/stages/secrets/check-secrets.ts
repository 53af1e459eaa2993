import type { Finding } from '../../checks/finding.ts';
import { textFile } from '../../checks/open-text-file.ts';
import { checkPolicy } from '../../checks/sops/check-policy.ts';
import { checkSopsFile } from '../../checks/sops/check-sops-file.ts';
import { GitopsError } from '../../model/errors.ts';
import type { ConfigRepository } from '../../model/parse-settings.ts';
import type { StageContext } from '../stage-context.ts';
import { listSecretTexts, type SecretText } from './list-secret-files.ts';

/** Are all secrets encrypted, whole, and for whom `.sops.yaml` says? Needs no key. Answers how many there are. */
export async function checkSecrets(
  repository: ConfigRepository,
  { root }: StageContext,
): Promise<number> {
  const texts = await listSecretTexts(repository, root);
  const findings = (await Promise.all(texts.map(judge))).flat();
  if (findings.length === 0) return texts.length;
  const lines = findings.map(({ path, line, message }) => `  ${path}:${line} ${message}`);
  const plain = findings.some(({ rule }) => rule === 'sops-plain-value');
  throw new GitopsError(
    plain ? 'SECRET_UNENCRYPTED' : 'SECRET_INVALID',
    `${findings.length} finding${findings.length === 1 ? '' : 's'} in the secrets of ${repository.root}\n${lines.join('\n')}`,
    [...new Set(findings.map(({ hint }) => hint))].join('\n'),
  );
}

async function judge({ file, text, tree, config, rule }: SecretText): Promise<Finding[]> {
  const fault = (name: string, message: string, hint: string): Finding[] => [
    { path: file, line: 1, rule: name, message, hint, level: 'error', evidence: message },
  ];
  if (!tree) {
    return fault('sops-plain-value', 'The file is not encrypted', `sops encrypt -i ${file}`);
  }
  const findings = (await checkSopsFile(textFile(file, text), tree)).filter(
    ({ level }) => level === 'error',
  );
  if (!config) {
    return [
      ...findings,
      ...fault('sops-policy', 'There is no .sops.yaml above it', 'Write one with a creation rule.'),
    ];
  }
  return [...findings, ...checkPolicy(file, tree, rule, config.path)];
}

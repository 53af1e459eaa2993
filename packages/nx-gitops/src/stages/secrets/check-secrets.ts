import { countOf } from '../../model/count-of.ts';
import type { Finding } from '../../checks/finding.ts';
import { textFile } from '../../checks/open-text-file.ts';
import { checkPolicy } from '../../checks/sops/check-policy.ts';
import { checkSopsFile } from '../../checks/sops/check-sops-file.ts';
import { GitopsError } from '../../model/errors.ts';
import type { ConfigRepository } from '../../model/settings/parse-settings.ts';
import type { StageContext } from '../stage-context.ts';
import { listSecretTexts, type SecretText } from './list-secret-files.ts';

/** What is wrong with the encrypted files, and how many there are. Needs no key. */
export async function findSecretFaults(
  repository: ConfigRepository,
  { root }: StageContext,
): Promise<{ readonly files: number; readonly faults: readonly Finding[] }> {
  const texts = await listSecretTexts(repository, root);
  return { files: texts.length, faults: (await Promise.all(texts.map(judge))).flat() };
}

/** Are all secrets encrypted, whole, and for whom `.sops.yaml` says? Answers how many there are. */
export async function checkSecrets(
  repository: ConfigRepository,
  stage: StageContext,
): Promise<number> {
  const { files, faults: findings } = await findSecretFaults(repository, stage);
  if (findings.length === 0) return files;
  const lines = findings.map(({ path, line, message }) => `  ${path}:${line} ${message}`);
  const plain = findings.some(({ rule }) => rule === 'sops-plain-value');
  throw new GitopsError(
    plain ? 'SECRET_UNENCRYPTED' : 'SECRET_INVALID',
    `${countOf(findings.length, 'finding')} in the secrets of ${repository.root}\n${lines.join('\n')}`,
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

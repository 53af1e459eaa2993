import type { Finding } from './finding.ts';
import { checkSecrets } from './check-secrets.ts';
import type { Earlier } from './earlier.ts';
import { checkGeneratorSource } from './secrets/check-generator-source.ts';
import { checkSopsContext } from './sops/check-sops-context.ts';
import { checkSopsFile, orphanTokens } from './sops/check-sops-file.ts';
import { openSopsTree } from './sops/open-sops-tree.ts';
import type { Repository } from './repository.ts';
import type { TextFile } from './text-file.ts';
import { conflictMarkers } from './text/conflict-markers.ts';

const largeFile = /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n/;

/** Every check that looks at one file. */
export async function checkFile(
  file: TextFile,
  earlier: Earlier,
  repository: Repository,
): Promise<Finding[]> {
  if (file.text === '' || largeFile.test(file.text)) return [];
  const findings = [...conflictMarkers(file)];
  const tree = await openSopsTree(file);
  if (tree) findings.push(...(await checkSopsFile(file, tree)));
  else findings.push(...orphanTokens(file));
  findings.push(...(await checkSopsContext(file, tree, earlier, repository)));
  if (!tree && !file.binary && earlier.current) {
    for await (const finding of checkGeneratorSource(file, repository)) findings.push(finding);
  }
  const told = new Set(findings.filter(({ level }) => level === 'error').map(({ line }) => line));
  return [...findings, ...checkSecrets(file).filter(({ line }) => !told.has(line))];
}

import type { Finding } from '../finding.ts';
import { secretFinding } from '../secrets/secret-finding.ts';
import type { TextFile } from '../text-file.ts';
import { checkComments } from './check-comments.ts';
import { checkLeaves } from './check-leaves.ts';
import { checkMetadata } from './check-metadata.ts';
import { sopsFinding } from './sops-finding.ts';
import { compileRules, readRules } from './sops-rules.ts';
import type { SopsTree } from './sops-tree.ts';

const manyReleases = /(?:^|\/)\.release\//;

/** All that can be said about one encrypted file without any key. */
export async function checkSopsFile(file: TextFile, tree: SopsTree): Promise<Finding[]> {
  const { path } = file;
  const findings = [...checkMetadata(path, tree)];
  const independent = manyReleases.test(path);
  if (!independent) findings.push(...checkDocuments(path, tree));
  const encrypted = new Set(tree.metadata.keys());
  const parts = independent
    ? [...encrypted].map((document) => onlyDocument(tree, document))
    : [tree];
  for (const part of parts) {
    const rules = readRules(part.metadata.values().next().value ?? []);
    const isDue = await compileRules(rules);
    if (!isDue) {
      findings.push(
        sopsFinding(
          path,
          'sops-metadata',
          1,
          'The rule recorded in the file is no regular expression of Go',
        ),
      );
      continue;
    }
    findings.push(...checkLeaves(path, part, isDue), ...checkComments(path, part, isDue, rules));
  }
  return findings;
}

/** sops repeats its metadata in every document of a file and reads the first only. */
function* checkDocuments(path: string, tree: SopsTree): Iterable<Finding> {
  const macs = new Set(
    [...tree.metadata.values()].map(
      (leaves) => leaves.find((leaf) => leaf.path[0] === 'mac')?.value,
    ),
  );
  if (macs.size > 1)
    yield sopsFinding(
      path,
      'sops-mac',
      1,
      'The documents of this file have different MACs: they were put together by hand',
    );
  for (const document of tree.documents) {
    if (tree.metadata.has(document)) continue;
    const first = tree.leaves.find((leaf) => leaf.document === document);
    if (first)
      yield sopsFinding(
        path,
        'sops-metadata',
        first.line,
        'A document of this encrypted file has no metadata of sops: it was added by hand',
      );
  }
}

const onlyDocument = (tree: SopsTree, document: number): SopsTree => ({
  ...tree,
  leaves: tree.leaves.filter((leaf) => leaf.document === document),
  comments: tree.comments.filter((comment) => comment.document === document),
  duplicates: tree.duplicates.filter((duplicate) => duplicate.document === document),
  metadata: new Map([...tree.metadata].filter(([each]) => each === document)),
});

/** Encrypted values in a file without sops' metadata: nobody can ever decrypt them. */
export function* orphanTokens(file: TextFile): Iterable<Finding> {
  if (file.binary || !file.text.includes('ENC[AES256_GCM,data:')) return;
  const leaf = file
    .outline()
    ?.leaves.find((each) => /^ENC\[AES256_GCM,data:[^\]]+\]$/.test(each.value));
  if (leaf)
    yield secretFinding(
      file,
      'sops-metadata',
      leaf.line,
      `Encrypted value without the metadata of sops at ${leaf.path.join('.')}: the file is cut off or put together by hand`,
      leaf.value,
    );
}

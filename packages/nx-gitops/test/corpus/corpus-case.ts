import { checkFile } from '../../src/checks/check-file.ts';
import type { Finding } from '../../src/checks/finding.ts';
import { findAllowComment } from '../../src/checks/allow/allow-comments.ts';
import { openFolderNames } from '../../src/checks/git/folder-names.ts';
import type { ObjectReader } from '../../src/checks/git/object-reader.ts';
import { openTextFile } from '../../src/checks/open-text-file.ts';
import type { Repository } from '../../src/checks/repository.ts';

/** Files as they stand in a repository; the first one is judged. */
export interface CorpusCase {
  readonly category: string;
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly leak: boolean;
  /** Decided by structure alone: nothing may be missed, and no alarm may be false. */
  readonly structural: boolean;
}

/** Nothing is committed: what there is, is staged. */
const noCommit: ObjectReader = { read: async () => undefined, close: () => {} };

/** What the checks say about a case, without Git. */
export async function judgeCase({ files }: CorpusCase): Promise<Finding[]> {
  const repository: Repository = {
    read: async (path) => (path in files ? Buffer.from(files[path]!) : undefined),
    namesIn: openFolderNames(noCommit, 'HEAD', Object.keys(files)),
    readId: async () => undefined,
    readMerged: async () => undefined,
    tree: async () => new Map(),
  };
  const path = Object.keys(files)[0]!;
  const file = openTextFile(path, Buffer.from(files[path]!));
  const findings = await checkFile(file, { before: [], current: true }, repository);
  const lines = file.text.split('\n');
  return findings.filter(({ level, line }) => level === 'error' && !findAllowComment(lines, line));
}

import type { Allowed } from './allow/allow-comments.ts';
import type { Baseline } from './allow/baseline.ts';
import { sortFindings, type Sorted } from './allow/sort-findings.ts';
import { checkFile } from './check-file.ts';
import { checkSecrets } from './check-secrets.ts';
import type { Finding } from './finding.ts';
import type { Change } from './git/change.ts';
import { isStateFile } from './locks/state-files.ts';
import { openTextFile } from './open-text-file.ts';
import type { Repository } from './repository.ts';
import type { TextFile } from './text-file.ts';
import { decodeText } from './text/decode-text.ts';

export interface Outcome {
  readonly findings: readonly Finding[];
  readonly notes: readonly Finding[];
  readonly allowed: readonly Allowed[];
  readonly files: number;
}

export interface CheckScope {
  readonly changes: readonly Change[];
  /** Paths that are no longer there: what is about them may have lost its ground. */
  readonly deleted: readonly string[];
  readonly repository: Repository;
  readonly baseline: Baseline;
  readonly bytesOf: (change: Change) => Promise<Buffer | undefined>;
  readonly strictLocks: boolean;
  /** The version of a file that the repository around it has. */
  readonly isCurrent: (change: Change) => boolean;
}

/** How many files are read ahead; memory does not grow with their number. */
const ahead = 64;

/** Looks at every change and sorts what there is to say into faults, notes and what is allowed. */
export async function runChecks(scope: CheckScope): Promise<Outcome> {
  const sorted: Sorted = { findings: [], allowed: [] };
  const reading: Promise<Buffer | undefined>[] = [];
  for (const [index, change] of scope.changes.entries()) {
    // Asked for in halves, so that Git reads the next ones while these are looked at.
    if (reading.length <= ahead / 2) {
      const next = index + reading.length;
      reading.push(...scope.changes.slice(next, index + ahead).map(scope.bytesOf));
    }
    const bytes = await reading.shift();
    if (bytes) await checkChange(scope, change, bytes, sorted);
  }
  await checkStateOf(scope, sorted);
  return {
    findings: sorted.findings.filter(({ level }) => level === 'error'),
    notes: sorted.findings.filter(({ level }) => level === 'note'),
    allowed: sorted.allowed,
    files: scope.changes.length,
  };
}

async function checkChange(
  scope: CheckScope,
  change: Change,
  bytes: Buffer,
  sorted: Sorted,
): Promise<void> {
  const file = openTextFile(change.path, bytes);
  const found = await checkFile(
    file,
    { before: change.before, current: scope.isCurrent(change) },
    scope.repository,
  );
  if (found.length === 0) return;
  const fresh = await withoutOld(scope, change, found);
  const commit = change.commit?.slice(0, 10);
  const told = fresh.map((finding) =>
    commit ? { ...finding, message: `${finding.message} (commit ${commit})` } : finding,
  );
  sortFindings(told, file.text, scope.baseline, sorted);
}

/** A secret that the version before, or a file that was moved, has too is not this change's doing. */
async function withoutOld(
  scope: CheckScope,
  change: Change,
  found: readonly Finding[],
): Promise<Finding[]> {
  const isSecret = (finding: Finding): boolean =>
    !/^(?:sops-|lock|chart-|settings|conflict)/.test(finding.rule);
  const old = change.before.length > 0 ? change.before : change.removed;
  if (old.length === 0 || !found.some(isSecret)) return [...found];
  const known = new Set<string>();
  for (const id of old) {
    const bytes = await scope.repository.readId(id);
    if (bytes)
      for (const finding of secretsOf(openTextFile(change.path, bytes)))
        known.add(finding.evidence);
  }
  return found.filter((finding) => !isSecret(finding) || !known.has(finding.evidence));
}

const secretsOf = (file: TextFile): Finding[] => checkSecrets(file);

/** Locks, settings and charts are judged once, as the index or the newest commit has them. */
async function checkStateOf(scope: CheckScope, sorted: Sorted): Promise<void> {
  const current = scope.changes.filter(scope.isCurrent).map(({ path }) => path);
  const changed = [...new Set([...current, ...scope.deleted])].filter(isStateFile);
  if (changed.length === 0 && !scope.strictLocks) return;
  const { checkState } = await import('./locks/check-state.ts');
  const readText = async (path: string): Promise<string | undefined> => {
    const bytes = await scope.repository.read(path);
    return bytes && decodeText(bytes).text;
  };
  const tree = await scope.repository.tree();
  for (const finding of await checkState({ tree, readText }, changed, scope.strictLocks)) {
    const text = tree.has(finding.path) ? await readText(finding.path) : undefined;
    sortFindings([finding], text ?? '', scope.baseline, sorted);
  }
}

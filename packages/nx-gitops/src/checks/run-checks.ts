import { findAllowComment, hasBareMark, type Allowed } from './allow/allow-comments.ts';
import type { Baseline } from './allow/baseline.ts';
import { fingerprint } from './allow/fingerprint.ts';
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
  const findings: Finding[] = [];
  const allowed: Allowed[] = [];
  const reading: Promise<Buffer | undefined>[] = [];
  for (let index = 0; index < scope.changes.length; index += 1) {
    if (reading.length === 0)
      reading.push(...scope.changes.slice(index, index + ahead).map(scope.bytesOf));
    const bytes = await reading.shift();
    if (bytes) await checkChange(scope, scope.changes[index]!, bytes, findings, allowed);
  }
  findings.push(...(await checkStateOf(scope)));
  return {
    findings: findings.filter(({ level }) => level === 'error'),
    notes: findings.filter(({ level }) => level === 'note'),
    allowed,
    files: scope.changes.length,
  };
}

async function checkChange(
  scope: CheckScope,
  change: Change,
  bytes: Buffer,
  findings: Finding[],
  allowed: Allowed[],
): Promise<void> {
  const file = openTextFile(change.path, bytes);
  const found = await checkFile(
    file,
    { before: change.before, current: scope.isCurrent(change) },
    scope.repository,
  );
  if (found.length === 0) return;
  const fresh = await withoutOld(scope, change, found);
  const lines = file.text.split('\n');
  for (const finding of fresh) {
    const shown = change.commit
      ? { ...finding, message: `${finding.message} (commit ${change.commit.slice(0, 10)})` }
      : finding;
    const reason = findAllowComment(lines, finding.line);
    const known = scope.baseline.get(fingerprint(finding));
    if (reason) allowed.push({ finding: shown, reason, by: 'comment' });
    else if (known) allowed.push({ finding: shown, reason: known, by: 'baseline' });
    else
      findings.push(
        hasBareMark(lines, finding.line)
          ? { ...shown, hint: `${shown.hint}. To allow it, write why: "nx-gitops-allow: <reason>"` }
          : shown,
      );
  }
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
async function checkStateOf(scope: CheckScope): Promise<Finding[]> {
  const current = scope.changes.filter(scope.isCurrent).map(({ path }) => path);
  const changed = [...new Set(current)].filter(isStateFile);
  if (changed.length === 0 && !scope.strictLocks) return [];
  const { checkState } = await import('./locks/check-state.ts');
  const readText = async (path: string): Promise<string | undefined> => {
    const bytes = await scope.repository.read(path);
    return bytes && decodeText(bytes).text;
  };
  const found = await checkState(
    { tree: await scope.repository.tree(), readText },
    changed,
    scope.strictLocks,
  );
  return found.filter((finding) => !scope.baseline.has(fingerprint(finding)));
}

import { isGitopsError } from '../../model/errors.ts';
import type { Environment } from '../../model/settings/environment.ts';
import { lockPath, servicesOf, type Workspace } from '../../workspace/workspace.ts';
import type { Finding } from '../finding.ts';
import { lineAt } from '../text/line-at.ts';
import type { StateSources } from './state-sources.ts';

const reference = /([\w.:-]+(?:\/[\w.-]+)+)@(sha256:[0-9a-f]{64})/g;

/** A snapshot must hold the digests that the locks of its environment hold. */
export async function checkSnapshots(
  workspace: Workspace,
  sources: StateSources,
  changed: readonly string[],
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const repository of workspace.repositories) {
    const services = servicesOf(workspace, repository);
    for (const environment of repository.environments) {
      const path = `${environment.release}/state.yaml`;
      const locks = services.map(({ name }) => lockPath(environment, name));
      if (!changed.includes(path) && !locks.some((lock) => changed.includes(lock))) continue;
      const text = await sources.readText(path);
      if (text !== undefined)
        findings.push(...compare(path, text, wantedDigests(workspace, locks), environment));
    }
  }
  return findings;
}

/** Image repository → the digest that a lock gives it. */
function wantedDigests({ locks }: Workspace, paths: readonly string[]): Map<string, string> {
  const wanted = new Map<string, string>();
  for (const path of paths) {
    const lock = locks.get(path);
    if (lock === undefined || isGitopsError(lock)) continue;
    for (const { newImage } of lock.images) {
      const at = newImage.indexOf('@');
      wanted.set(newImage.slice(0, at), newImage.slice(at + 1));
    }
  }
  return wanted;
}

function* compare(
  path: string,
  text: string,
  wanted: ReadonlyMap<string, string>,
  { name }: Environment,
): Iterable<Finding> {
  const told = new Set<string>();
  for (const match of text.matchAll(reference)) {
    const digest = wanted.get(match[1]!);
    if (digest === undefined || digest === match[2] || told.has(match[1]!)) continue;
    told.add(match[1]!);
    yield {
      path,
      line: lineAt(text, match.index),
      rule: 'lock-snapshot',
      message: `The snapshot of "${name}" has another digest of ${match[1]} than its lock`,
      hint: `Render it again and stage it: nx run-many -t render-${name}`,
      level: 'error',
      evidence: match[0],
    };
  }
}

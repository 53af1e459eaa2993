import { posix } from 'node:path';
import { parseKbld } from '../../model/lock/kbld.ts';
import { parseSettings } from '../../model/settings/parse-settings.ts';
import type { Finding } from '../finding.ts';
import { catchFinding } from '../report-gitops-error.ts';
import { readCreationRules } from '../sops/creation-rules.ts';

/** `gitops.yaml`, `kbld.yaml` and `.sops.yaml` can be read and make sense. */
export async function checkSettings(path: string, text: string): Promise<Finding[]> {
  switch (posix.basename(path)) {
    case 'gitops.yaml':
      return catchFinding(path, 'settings', () => parseSettings(text, posix.dirname(path)));
    case 'kbld.yaml':
      return /kind:\s*Sources/.test(text)
        ? catchFinding(path, 'settings', () => parseKbld(text, path))
        : [];
    case '.sops.yaml': {
      const { problems } = await readCreationRules(text);
      return problems.map((message) => ({
        path,
        line: lineOfRule(text, message),
        rule: 'settings',
        message,
        hint: 'Correct .sops.yaml: sops reads it whenever a file is encrypted',
        level: 'error' as const,
        evidence: message,
      }));
    }
    default:
      return [];
  }
}

/** The line of the creation rule that a problem names. */
function lineOfRule(text: string, problem: string): number {
  const index = Number(/^creation_rules\[(\d+)\]/.exec(problem)?.[1] ?? -1);
  if (index < 0) return 1;
  const lines = text.split('\n');
  const start = lines.findIndex((line) => /^creation_rules\s*:/.test(line));
  const items = lines.flatMap((line, at) =>
    at > start && /^\s*- /.test(line) ? [{ at, indent: line.search(/\S/) }] : [],
  );
  const rules = items.filter(({ indent }) => indent === items[0]?.indent);
  return (rules[index]?.at ?? 0) + 1;
}

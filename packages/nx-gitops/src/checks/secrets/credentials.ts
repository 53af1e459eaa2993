import type { FileKind } from '../file-kind.ts';
import type { Finding } from '../finding.ts';
import type { TextFile } from '../text-file.ts';
import { lineAt } from '../text/line-at.ts';
import { isSecretValue } from '../values/judge-value.ts';
import { mayBeSensitive } from '../values/sensitive-name.ts';
import { findAssignments } from './find-assignments.ts';
import { mayHoldCredential } from './may-hold-credential.ts';
import { isCommented, namedValues, type NamedValue } from './named-values.ts';
import { secretFinding } from './secret-finding.ts';

const settingLine =
  /^[ \t]*(?:export[ \t]+|ENV[ \t]+|ARG[ \t]+|set[ \t]+)?([A-Za-z_][\w.-]{0,100})[ \t]*(?:[?+]?=|::?=?)[ \t]*(\S[^\n]{0,20000})$/gm;
const spacedEnv = /^[ \t]*ENV[ \t]+([A-Za-z_]\w{0,100})[ \t]+([^\s=][^\n]{0,2000})$/gm;

/** Passwords, tokens and keys that their names give away, in settings, values, variables and scripts. */
export function* credentials(file: TextFile): Iterable<Finding> {
  const { kind, setting } = file;
  if (file.binary || kind === 'generated' || !mayHoldCredential(file.text)) return;
  for (const { name, value, line, commented, loose } of findNamed(file, kind)) {
    if (!isSecretValue(name, value, loose ? 'code' : setting)) continue;
    if (commented() && !isSecretValue(name, value, 'example')) continue;
    const message = `"${name.slice(0, 80)}" has its value written out (${value.trim().length} characters)`;
    yield secretFinding(file, 'credential', line(), message, value.trim());
  }
}

function* findNamed(file: TextFile, kind: FileKind): Iterable<NamedValue> {
  const outline = file.outline();
  if (outline) {
    yield* namedValues(outline);
    yield* inComments(outline.comments);
    return;
  }
  if (kind === 'lines') {
    for (const match of [...file.text.matchAll(settingLine), ...file.text.matchAll(spacedEnv)]) {
      yield {
        name: match[1]!,
        value: bareValue(match[2]!),
        line: () => lineAt(file.text, match.index + match[0].search(/\S/)),
        commented: () => false,
      };
    }
  }
  for (const { name, value, offset, quoted, loose } of findAssignments(file.text)) {
    if (kind === 'code' && !quoted) continue;
    yield {
      name,
      value,
      loose,
      line: () => lineAt(file.text, offset),
      commented: () => isCommented(file.text, offset),
    };
  }
}

/** What is commented out is still in the repository. */
function* inComments(comments: readonly { text: string; line: number }[]): Iterable<NamedValue> {
  for (const comment of comments) {
    if (!mayBeSensitive(comment.text)) continue;
    for (const { name, value } of findAssignments(comment.text)) {
      yield { name, value, line: () => comment.line, commented: () => true };
    }
  }
}

/** The value of a setting without its quotes and the comment behind it. */
function bareValue(text: string): string {
  const value = text.trim().replace(/[;,]$/, '');
  const quoted = /^(["'])(.*?)\1/.exec(value);
  return quoted ? quoted[2]! : value.replace(/\s+[#;].*$/, '');
}

import type { Finding } from '../finding.ts';
import type { TextFile } from '../text-file.ts';
import { lineAt } from './line-at.ts';

const marker = /^<{7} [^\n]*\n[^]*?^={7}$[^]*?^>{7} /m;
const watched = /\.(?:ya?ml|json|env|ini|lock|toml|properties)$/i;

/** A merge that was not finished, in a file where that breaks a release. */
export function* conflictMarkers(file: TextFile): Iterable<Finding> {
  if (file.binary || !watched.test(file.path) || !file.text.includes('<<<<<<< ')) return;
  const match = marker.exec(file.text);
  if (!match) return;
  yield {
    path: file.path,
    line: lineAt(file.text, match.index),
    rule: 'conflict-marker',
    message: 'Marks of a merge that is not finished',
    hint: 'Resolve the conflict and stage the file again; for an encrypted file take one side whole and repeat the other edit with sops',
    level: 'error',
    evidence: 'conflict',
  };
}

import type { Finding } from '../finding.ts';
import type { Leaf } from '../outline/outline.ts';
import { quote } from '../secrets/secret-finding.ts';
import { isReference } from '../values/is-reference.ts';
import { sopsFinding } from './sops-finding.ts';
import type { SopsTree } from './sops-tree.ts';
import { startsAsToken } from './sops-token.ts';

const plainMark = /\.(?:dec|decrypted|plain|plaintext|clear|cleartext|unencrypted|raw)(?=\.|$)/i;
const marked =
  /(?:^|[/.])(?:sops|enc|encrypted|secret|dec|decrypted|plain|plaintext|clear|cleartext|unencrypted|raw)(?:\.|$)/i;
const cipherMarks = ['sops', 'enc', 'encrypted', 'secret'];

/** The name of a file that may be encrypted, or of a plain copy of one. */
export const mayBeCipherName = (path: string): boolean => marked.test(path);

/** The names under which the encrypted file of a plain one may stand beside it. */
export function encryptedNames(path: string): string[] {
  const bare = path.replace(plainMark, '');
  const folder = bare.slice(0, bare.lastIndexOf('/') + 1);
  const name = bare.slice(folder.length);
  const dot = name.lastIndexOf('.');
  const names =
    dot > 0
      ? cipherMarks.flatMap((mark) => [
          `${folder}${name.slice(0, dot)}.${mark}${name.slice(dot)}`,
          `${folder}${name}.${mark}`,
          `${folder}${mark}.${name}`,
        ])
      : cipherMarks.flatMap((mark) => [`${folder}${name}.${mark}`, `${folder}.${mark}${name}`]);
  return bare === path ? names : [bare, ...names];
}

/** A plain file with the same keys as an encrypted one beside it: somebody decrypted it and forgot. */
export function* checkPlainCopy(
  path: string,
  leaves: readonly Leaf[],
  encrypted: SopsTree,
  encryptedPath: string,
): Iterable<Finding> {
  const plain = new Map(leaves.map((leaf) => [leaf.path.join('\0'), leaf]));
  const tokens = encrypted.leaves.filter((leaf) => startsAsToken(leaf.value));
  const open = tokens.filter((leaf) => {
    const copy = plain.get(leaf.path.join('\0'));
    return (
      copy !== undefined &&
      copy.value !== '' &&
      !startsAsToken(copy.value) &&
      !isReference(copy.value)
    );
  });
  if (tokens.length === 0 || open.length < Math.max(1, tokens.length * 0.6)) return;
  yield plainCopy(path, plain.get(open[0]!.path.join('\0'))!.line, encryptedPath);
}

export const plainCopy = (path: string, line: number, encryptedPath: string): Finding =>
  sopsFinding(
    path,
    'sops-plain-copy',
    line,
    `Decrypted copy of ${encryptedPath}`,
    `Delete it, and keep it out of Git: git rm --cached ${quote(path)}`,
  );

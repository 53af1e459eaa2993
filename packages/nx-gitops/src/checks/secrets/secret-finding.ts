import type { Finding } from '../finding.ts';
import type { TextFile } from '../text-file.ts';

const encryptable = /\.(?:ya?ml|json|env|ini)$/;

/** A finding about a secret written out, with the way to put it right at once. */
export function secretFinding(
  file: Pick<TextFile, 'path'>,
  rule: string,
  line: number,
  message: string,
  evidence: string,
): Finding {
  return {
    path: file.path,
    rule,
    line,
    message,
    evidence,
    level: 'error',
    hint: encryptHint(file.path),
  };
}

/** How to encrypt this file right now. */
export function encryptHint(path: string): string {
  const name = quote(path);
  if (encryptable.test(path)) {
    return `Encrypt it now: sops encrypt -i ${name} && git add ${name} (or move the value to an encrypted file and refer to it)`;
  }
  return 'Take it out, move it to a file encrypted with sops, and revoke it if it has ever been pushed';
}

export const quote = (path: string): string =>
  /^[\w./@%+=:,-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;

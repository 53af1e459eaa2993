import type { Finding } from '../finding.ts';
import { quote } from '../secrets/secret-finding.ts';

/** A finding about a file of sops; the remedy is to let sops write the file again. */
export function sopsFinding(
  path: string,
  rule: string,
  line: number,
  message: string,
  hint?: string,
  evidence = message,
): Finding {
  return {
    path,
    rule,
    line,
    message,
    hint:
      hint ??
      `Never edit an encrypted file by hand: take back the edit, then change it with "sops ${quote(path)}"`,
    level: 'error',
    evidence,
  };
}

import type { ProcessResult } from '../io/process.ts';
import { GitopsError } from '../model/errors.ts';
import { listRecipients } from '../model/secret/secret-recipients.ts';
import { splitDocuments } from '../model/manifest/documents.ts';

const keyMissing = 128;
/** A MAC that differs, no MAC, a MAC or a value that cannot be decrypted. */
const tampered = [51, 52, 24, 25];

/** What sops means. Its own words quote values and digests of them, so that few of them are passed on. */
export function sopsError(
  { exitCode, stderr }: Pick<ProcessResult, 'exitCode' | 'stderr'>,
  text: string,
  what: string,
): GitopsError {
  if (exitCode === keyMissing) return missingKey(text, what);
  if (tampered.includes(exitCode)) {
    return new GitopsError(
      'SECRET_TAMPERED',
      `${what} is not as sops wrote it: ${exitCode === 51 ? 'its MAC does not match' : 'a value cannot be decrypted'}`,
      'Values, keys and their order were changed by hand or in a merge: restore the file from Git, then change it with "sops <file>".',
    );
  }
  if (/no matching creation rules|config file not found|no creation rules/.test(stderr)) {
    return new GitopsError(
      'SECRET_RULE_MISSING',
      `No creation rule of .sops.yaml matches ${what}`,
      'Add a rule with its path_regex and the recipients to .sops.yaml.',
    );
  }
  if (
    /Major\.Minor\.Patch|parsing time|unmarshal|metadata not found|yaml:|invalid character/.test(
      stderr,
    )
  ) {
    return new GitopsError(
      'SECRET_INVALID',
      `${what} is no whole file of sops: it is cut off, or its metadata is damaged`,
      'Restore it from Git, or encrypt it again.',
    );
  }
  return new GitopsError(
    'TOOL_FAILED',
    `sops failed (exit code ${exitCode}) on ${what}`,
    'Nothing was written. Run "sops decrypt" on it yourself to read why: what sops says may hold secret values, so it is not shown here.',
  );
}

function missingKey(text: string, what: string): GitopsError {
  const recipients = listRecipients(splitDocuments(text)[0] ?? '');
  return new GitopsError(
    'SECRET_KEY_MISSING',
    `No key is at hand that decrypts ${what}. Those of these recipients do:\n${recipients.map((one) => `  ${one}`).join('\n')}`,
    'Give sops a key by its own variables (SOPS_AGE_KEY_FILE, SOPS_AGE_KEY, …), the GnuPG agent or the credentials of the cloud.',
  );
}

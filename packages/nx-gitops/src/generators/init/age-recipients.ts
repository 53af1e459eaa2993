import { isAbsolute, relative, resolve } from 'node:path';
import { findText, writePrivate } from '../../io/files.ts';
import { ageKeyFile } from '../../io/age-key-file.ts';
import { GitopsError, isGitopsError } from '../../model/errors.ts';
import { openAgeKeygen } from '../../tools/age-keygen.ts';
import { openTools } from '../../tools/run-tool.ts';

/** For whom secrets are encrypted, and what has to be done when the generator is not a dry run. */
export interface Recipients {
  readonly recipients: readonly string[];
  readonly note: string;
  readonly save: () => Promise<void>;
}

const nothing = async (): Promise<void> => undefined;

/** The key of this machine, where sops looks for it; a new one where there is none. */
export async function chooseRecipients(root: string): Promise<Recipients> {
  const age = openAgeKeygen(openTools(root));
  try {
    if (process.env['SOPS_AGE_KEY']) {
      const recipients = await age.listRecipients(process.env['SOPS_AGE_KEY']);
      return {
        recipients,
        note: 'secrets are encrypted for the key in SOPS_AGE_KEY',
        save: nothing,
      };
    }
    const file = resolve(ageKeyFile());
    const text = await findText(file);
    if (text !== undefined) {
      const [first = ''] = await age.listRecipients(text);
      return {
        recipients: [first],
        note: `secrets are encrypted for the key in ${file}`,
        save: nothing,
      };
    }
    refuseInside(root, file);
    const key = await age.makeKey();
    return {
      recipients: [key.recipient],
      note: `a new age key is in ${file}. Keep a copy in a safe place: without it no secret can be read again. It never belongs into Git`,
      save: () => writePrivate(file, key.text),
    };
  } catch (error) {
    if (isGitopsError(error) && error.code === 'TOOL_MISSING') return withoutTool(error);
    throw error;
  }
}

function refuseInside(root: string, file: string): void {
  const path = relative(root, file);
  if (path.startsWith('..') || isAbsolute(path)) return;
  throw new GitopsError(
    'OPTIONS_INVALID',
    `SOPS_AGE_KEY_FILE names ${path}, a file of the workspace`,
    'A private key belongs outside the repository: name another place, or unset the variable.',
  );
}

/** All else can be set up without a key: a later run adds it. */
const withoutTool = ({ problem, hint }: GitopsError): Recipients => ({
  recipients: [],
  note: `no secret can be encrypted yet: ${problem}, and it makes the key. ${hint}\nThen run "nx g nx-gitops:init" again`,
  save: nothing,
});

import { isDeepStrictEqual } from 'node:util';
import { join, posix } from 'node:path';
import { parse, stringify } from 'yaml';
import { checkPolicy } from '../../checks/sops/check-policy.ts';
import { openSopsTree } from '../../checks/sops/open-sops-tree.ts';
import { textFile } from '../../checks/open-text-file.ts';
import { GitopsError, isGitopsError } from '../../model/errors.ts';
import { isSealed, secretFields } from '../../model/secret/secret-objects.ts';
import type { Sops } from '../../tools/sops.ts';
import { requireRule } from './find-sops-config.ts';

export interface SealRequest {
  readonly object: unknown;
  /** How errors call it. */
  readonly name: string;
  /** Where it will lie, relative to the workspace: that decides who can decrypt it. */
  readonly path: string;
  /** How it was encrypted last time. */
  readonly earlier: string | undefined;
}

/** A Secret as it may be written: the earlier ciphertext where that holds the same, else a new one. */
export async function sealDocument(
  request: SealRequest,
  sops: Sops,
  root: string,
): Promise<string> {
  const { object, path, name, earlier } = request;
  const { config, rule } = await requireRule(path, root);
  if (earlier !== undefined && (await isUsable(earlier, request, config.path, sops, rule))) {
    return earlier;
  }
  const sealed = await sops.encrypt({
    text: stringify(object, { lineWidth: 0, aliasDuplicateObjects: false }),
    path: join(root, path),
    config: join(root, config.path),
    what: `${name} (${path})`,
    ...(rule.hasOwnRules ? {} : { regex: secretFields }),
  });
  if (isSealed(parse(sealed))) return sealed;
  throw new GitopsError(
    'SECRET_RULE_MISSING',
    `The rule of ${config.path} for ${posix.normalize(path)} leaves values of ${name} plain`,
    'Give the rule encrypted_regex "^(data|stringData)$".',
  );
}

/** Same plain text, same recipients: then the bytes stay, for sops never encrypts twice alike. */
async function isUsable(
  earlier: string,
  { object, path, name }: SealRequest,
  config: string,
  sops: Sops,
  rule: Parameters<typeof checkPolicy>[2],
): Promise<boolean> {
  const tree = await openSopsTree(textFile(path, earlier));
  if (!tree || [...checkPolicy(path, tree, rule, config)].some(isAboutRecipients)) return false;
  try {
    const plain: unknown = parse(await sops.decrypt(earlier, name));
    return isDeepStrictEqual(plain, object);
  } catch (error) {
    if (isGitopsError(error)) return false;
    throw error;
  }
}

const isAboutRecipients = ({ message }: { readonly message: string }): boolean =>
  message.includes('recipients');

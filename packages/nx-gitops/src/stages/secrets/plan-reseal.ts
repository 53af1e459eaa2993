import { recipientsOfMetadata } from '../../checks/sops/recipients.ts';
import { GitopsError } from '../../model/errors.ts';
import type { SecretText } from './list-secret-files.ts';

/** What has to be done to one encrypted text. */
export interface Reseal {
  readonly secret: SecretText;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** A new data key: whoever knew the old one must not open what comes. */
  readonly rotate: boolean;
}

export function planReseal(texts: readonly SecretText[], rotateAll: boolean): Reseal[] {
  return texts.flatMap((secret): Reseal[] => {
    const { tree, rule, path } = secret;
    if (!tree) throw unencrypted(path);
    if (!rule || rule.recipients.size === 0) throw noRule(path);
    const now = recipientsOfMetadata([...tree.metadata.values()].flat());
    const added = [...rule.recipients].filter((one) => !now.has(one));
    const removed = [...now].filter((one) => !rule.recipients.has(one));
    const rotate = rotateAll || removed.length > 0;
    return rotate || added.length > 0 ? [{ secret, added, removed, rotate }] : [];
  });
}

export const formatReseal = ({ secret, added, removed, rotate }: Reseal): string =>
  [
    `${secret.path}:`,
    ...added.map((one) => `+ ${one}`),
    ...removed.map((one) => `- ${one}`),
    ...(rotate ? ['new data key'] : []),
  ].join(' ');

const unencrypted = (path: string): GitopsError =>
  new GitopsError(
    'SECRET_UNENCRYPTED',
    `${path} is not encrypted`,
    `Encrypt it first: sops encrypt -i ${path}. Nothing was changed.`,
  );

const noRule = (path: string): GitopsError =>
  new GitopsError(
    'SECRET_RULE_MISSING',
    `No creation rule of .sops.yaml with recipients matches ${path}`,
    'Add one. Nothing was changed.',
  );

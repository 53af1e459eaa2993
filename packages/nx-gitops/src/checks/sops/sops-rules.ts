import type { KeyPath, Leaf } from '../outline/outline.ts';
import { compileGoRegex, type Matcher } from './go-regex.ts';

export const ruleNames = [
  'unencrypted_suffix',
  'encrypted_suffix',
  'unencrypted_regex',
  'encrypted_regex',
  'unencrypted_comment_regex',
  'encrypted_comment_regex',
] as const;

export type SopsRules = Readonly<Partial<Record<(typeof ruleNames)[number], string>>>;

/** Whether the value at a path must be encrypted; `comments` are those above it on each level. */
export type IsDue = (path: KeyPath, comments?: () => readonly string[]) => boolean;

/** sops takes names that end in `_unencrypted` for plain where nothing else is recorded. */
const defaultRules: SopsRules = { unencrypted_suffix: '_unencrypted' };

/** The rules among settings or metadata, with sops' default where there are none. */
export function readRules(leaves: readonly Leaf[]): SopsRules {
  const rules: Partial<Record<(typeof ruleNames)[number], string>> = {};
  for (const leaf of leaves) {
    const name = ruleNames.find((rule) => leaf.path.length === 1 && leaf.path[0] === rule);
    if (name && leaf.value !== '') rules[name] = leaf.value;
  }
  return Object.keys(rules).length === 0 ? defaultRules : rules;
}

/** The decision of sops for these rules; nothing where an expression is not valid. */
export async function compileRules(rules: SopsRules): Promise<IsDue | undefined> {
  const plain = await compile(rules.unencrypted_regex);
  const secret = await compile(rules.encrypted_regex);
  const plainComment = await compile(rules.unencrypted_comment_regex);
  const secretComment = await compile(rules.encrypted_comment_regex);
  if ([plain, secret, plainComment, secretComment].includes('invalid')) return undefined;
  return (path, comments = () => []) => {
    const keys = path.filter((part): part is string => typeof part === 'string');
    let due = true;
    if (rules.unencrypted_suffix)
      due = !keys.some((key) => key.endsWith(rules.unencrypted_suffix!));
    if (rules.encrypted_suffix) due = keys.some((key) => key.endsWith(rules.encrypted_suffix!));
    if (isMatcher(plain)) due = !keys.some(plain);
    if (isMatcher(secret)) due = keys.some(secret);
    if (isMatcher(plainComment) && comments().some(plainComment)) due = false;
    if (isMatcher(secretComment)) due = comments().some(secretComment);
    return due;
  };
}

const compile = async (source: string | undefined): Promise<Matcher | 'invalid' | undefined> =>
  source === undefined ? undefined : ((await compileGoRegex(source)) ?? 'invalid');

const isMatcher = (matcher: Matcher | 'invalid' | undefined): matcher is Matcher =>
  typeof matcher === 'function';

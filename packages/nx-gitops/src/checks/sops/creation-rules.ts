import { outlineValue } from '../outline/outline-value.ts';
import { outlineYaml } from '../outline/outline-yaml.ts';
import { compileGoRegex, type Matcher } from './go-regex.ts';
import { groupsOfRule, recipientsOfRule } from './recipients.ts';
import { ruleNames, type SopsRules } from './sops-rules.ts';

/** One creation rule of `.sops.yaml`. */
export interface CreationRule {
  readonly pathRegex: string | undefined;
  readonly matches: Matcher;
  readonly rules: SopsRules;
  readonly hasOwnRules: boolean;
  readonly macOnlyEncrypted: boolean;
  readonly recipients: ReadonlySet<string>;
  readonly groups: readonly ReadonlySet<string>[];
  /** How many groups must come together; sops asks for all where nothing is said. */
  readonly threshold: number;
}

export interface CreationRules {
  readonly rules: readonly CreationRule[];
  /** What is wrong with the file itself. */
  readonly problems: readonly string[];
}

export const configName = '.sops.yaml';

const known = new Set<string>([
  'path_regex',
  'age',
  'pgp',
  'kms',
  'aws_profile',
  'gcp_kms',
  'azure_keyvault',
  'hc_vault_transit_uri',
  'hc_vault_uris',
  'hckms',
  'key_groups',
  'shamir_threshold',
  'mac_only_encrypted',
  'omit_extensions',
  ...ruleNames,
]);

/** Reads `.sops.yaml`. The parser is loaded for one with anchors alone: every hook would wait for it. */
export async function readCreationRules(text: string): Promise<CreationRules> {
  let document = outlineValue(outlineYaml(text));
  try {
    document ??= await parseYaml(text);
  } catch (error) {
    return { rules: [], problems: [`It is no YAML: ${(error as Error).message.split('\n')[0]}`] };
  }
  const written: unknown = isRecord(document) ? document.creation_rules : undefined;
  if (written === undefined || written === null) return { rules: [], problems: [] };
  if (!Array.isArray(written)) return { rules: [], problems: ['"creation_rules" is no list'] };
  const rules: CreationRule[] = [];
  const problems: string[] = [];
  for (const [index, rule] of written.entries()) {
    const name = `creation_rules[${index}]`;
    if (!isRecord(rule)) problems.push(`${name} is no mapping`);
    else {
      problems.push(...(await problemsOf(rule, name)));
      rules.push(await readRule(rule));
    }
  }
  return { rules, problems };
}

async function parseYaml(text: string): Promise<unknown> {
  const { parse } = await import('yaml');
  return parse(text, { logLevel: 'error', merge: true });
}

async function readRule(rule: Record<string, unknown>): Promise<CreationRule> {
  const pathRegex = typeof rule.path_regex === 'string' ? rule.path_regex : undefined;
  const own = Object.fromEntries(
    ruleNames
      .filter((name) => typeof rule[name] === 'string' && rule[name] !== '')
      .map((name) => [name, rule[name] as string]),
  );
  const hasOwnRules = Object.keys(own).length > 0;
  const groups = groupsOfRule(rule);
  return {
    pathRegex,
    matches:
      pathRegex === undefined ? () => true : ((await compileGoRegex(pathRegex)) ?? (() => false)),
    rules: hasOwnRules ? own : { unencrypted_suffix: '_unencrypted' },
    hasOwnRules,
    macOnlyEncrypted: rule.mac_only_encrypted === true,
    recipients: recipientsOfRule(rule),
    groups,
    threshold:
      typeof rule.shamir_threshold === 'number' && rule.shamir_threshold > 0
        ? rule.shamir_threshold
        : groups.length,
  };
}

async function problemsOf(rule: Record<string, unknown>, name: string): Promise<string[]> {
  const problems = Object.keys(rule)
    .filter((key) => !known.has(key))
    .map((key) => `${name} has an unknown field "${key}"`);
  for (const field of [
    'path_regex',
    'encrypted_regex',
    'unencrypted_regex',
    'encrypted_comment_regex',
    'unencrypted_comment_regex',
  ]) {
    const value = rule[field];
    if (typeof value === 'string' && !(await compileGoRegex(value)))
      problems.push(`${name}.${field} is no regular expression of Go`);
    else if (value !== undefined && value !== null && typeof value !== 'string')
      problems.push(`${name}.${field} is no text`);
  }
  if (
    ruleNames.filter((rules) => typeof rule[rules] === 'string' && rule[rules] !== '').length > 1
  ) {
    problems.push(`${name} has more than one rule of what is encrypted: sops takes one`);
  }
  for (const recipient of recipientsOfRule(rule)) {
    if (recipient.startsWith('age:AGE-SECRET-KEY'))
      problems.push(`${name} holds a private age key where the public one belongs`);
  }
  if (recipientsOfRule(rule).size === 0) problems.push(`${name} names no recipient`);
  return problems;
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

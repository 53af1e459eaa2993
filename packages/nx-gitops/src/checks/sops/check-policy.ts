import type { Finding } from '../finding.ts';
import { quote } from '../secrets/secret-finding.ts';
import type { CreationRule } from './creation-rules.ts';
import { groupsOfMetadata, recipientsOfMetadata } from './recipients.ts';
import { sopsFinding } from './sops-finding.ts';
import { readRules, ruleNames } from './sops-rules.ts';
import type { SopsTree } from './sops-tree.ts';

/** An encrypted file must be what its creation rule would make of it. */
export function* checkPolicy(
  path: string,
  tree: SopsTree,
  rule: CreationRule | undefined,
  config: string,
): Iterable<Finding> {
  const leaves = tree.metadata.values().next().value ?? [];
  const line = leaves[0]?.line ?? 1;
  const name = quote(path);
  const fault = (message: string, hint: string): Finding =>
    sopsFinding(path, 'sops-policy', line, message, hint);
  if (!rule) {
    yield fault(
      `No creation rule of ${config} matches this file`,
      `Add a rule with a path_regex that matches ${name} to ${config}`,
    );
    return;
  }
  const updateKeys = `Bring the recipients in line with ${config}: sops updatekeys ${name}`;
  const actual = recipientsOfMetadata(leaves);
  const missing = [...rule.recipients].filter((each) => !actual.has(each));
  const extra = [...actual].filter((each) => !rule.recipients.has(each));
  if (rule.recipients.size > 0 && missing.length > 0)
    yield fault(
      `${missing.length} of the recipients in ${config} cannot decrypt this file`,
      updateKeys,
    );
  if (rule.recipients.size > 0 && extra.length > 0)
    yield fault(
      `${extra.length} recipients that ${config} does not name can decrypt this file`,
      updateKeys,
    );
  if (missing.length + extra.length === 0 && rule.groups.length > 1) {
    const threshold = Number(leaves.find(({ path }) => path[0] === 'shamir_threshold')?.value ?? 0);
    if (textOf(groupsOfMetadata(leaves)) !== textOf(rule.groups) || threshold !== rule.threshold)
      yield fault(`Key groups or shamir_threshold differ from ${config}`, updateKeys);
  }
  if (tree.format === 'binary') return;
  const again = `Encrypt it anew by the rule: sops decrypt -i ${name} && sops encrypt -i ${name}`;
  const recorded = readRules(leaves);
  if (ruleNames.some((each) => recorded[each] !== rule.rules[each])) {
    yield fault(`What is encrypted here follows another rule than ${config} has`, again);
  }
  const macOnly = leaves.some(
    (leaf) => leaf.path[0] === 'mac_only_encrypted' && leaf.value === 'true',
  );
  if (macOnly !== rule.macOnlyEncrypted)
    yield fault(`mac_only_encrypted differs from ${config}`, again);
}

const textOf = (groups: readonly ReadonlySet<string>[]): string =>
  groups
    .map((group) => [...group].sort().join('\n'))
    .sort()
    .join('\n\n');

import type { Finding } from '../finding.ts';
import type { Leaf } from '../outline/outline.ts';
import { sopsFinding } from './sops-finding.ts';
import { ruleNames } from './sops-rules.ts';
import { parseSopsToken } from './sops-token.ts';
import type { SopsTree } from './sops-tree.ts';

const keyTypes: Readonly<Record<string, readonly string[]>> = {
  age: ['recipient', 'enc'],
  pgp: ['created_at', 'enc', 'fp'],
  kms: ['arn', 'role', 'context', 'created_at', 'enc', 'aws_profile'],
  gcp_kms: ['resource_id', 'created_at', 'enc'],
  azure_kv: ['vault_url', 'name', 'version', 'created_at', 'enc'],
  hc_vault: ['vault_address', 'engine_path', 'key_name', 'created_at', 'enc'],
  hckms: ['key_id', 'created_at', 'enc'],
};
const plainKeys = new Set<string>([
  'shamir_threshold',
  'attention',
  'lastmodified',
  'mac',
  'version',
  'mac_only_encrypted',
  ...ruleNames,
]);
const macBytes = 128;

/** What sops recorded about its own work must be whole: known fields, one rule, a MAC, someone who can decrypt. */
export function* checkMetadata(path: string, tree: SopsTree): Iterable<Finding> {
  for (const leaves of tree.metadata.values()) {
    const line = leaves[0]!.line;
    const fault = (rule: string, message: string, at = line, hint?: string): Finding =>
      sopsFinding(path, rule, at, message, hint);
    for (const leaf of leaves) {
      if (!isKnown(leaf))
        yield fault(
          'sops-metadata',
          `sops metadata has a field of its own: ${leaf.path.join('.')}`,
          leaf.line,
        );
    }
    const rules = leaves.filter(
      (leaf) => ruleNames.some((name) => name === leaf.path[0]) && leaf.value !== '',
    );
    if (rules.length > 1)
      yield fault(
        'sops-metadata',
        'sops metadata has more than one rule of what is encrypted',
        rules[1]!.line,
      );
    for (const field of ['version', 'lastmodified']) {
      if (!valueOf(leaves, field)) yield fault('sops-metadata', `sops metadata has no ${field}`);
    }
    const mac = leaves.find((leaf) => leaf.path[0] === 'mac');
    const token = parseSopsToken(mac?.value ?? '');
    if (!mac?.value)
      yield fault('sops-mac', 'sops metadata has no MAC: nothing proves that the file is whole');
    else if (!token || token.type !== 'str' || token.length !== macBytes)
      yield fault('sops-mac', 'The MAC of sops is damaged', mac.line);
    if (!leaves.some((leaf) => leaf.path.at(-1) === 'enc' && leaf.value !== '')) {
      yield fault('sops-metadata', 'sops metadata names no recipient: nobody can decrypt the file');
    }
  }
}

function isKnown({ path }: Leaf): boolean {
  const [first, ...rest] = path;
  if (typeof first !== 'string') return false;
  if (path.length === 1 && plainKeys.has(first)) return true;
  if (first === 'key_groups') {
    if (rest.length < 2) return true;
    return typeof rest[0] === 'number' && isKeyField(rest.slice(1));
  }
  return isKeyField(path);
}

function isKeyField(path: Leaf['path']): boolean {
  const fields = keyTypes[String(path[0])];
  if (!fields) return false;
  if (path.length === 1) return true;
  return typeof path[1] === 'number' && (path.length === 2 || fields.includes(String(path[2])));
}

const valueOf = (leaves: readonly Leaf[], field: string): string | undefined =>
  leaves.find((leaf) => leaf.path.length === 1 && leaf.path[0] === field)?.value;

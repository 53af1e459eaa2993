import type { Leaf } from '../outline/outline.ts';

const entries = (value: unknown): string[] =>
  (Array.isArray(value) ? value.flat(5) : typeof value === 'string' ? value.split(',') : [])
    .filter((each): each is string => typeof each === 'string')
    .map((each) => each.trim())
    .filter((each) => each !== '');

/** Who can decrypt by a creation rule, each as `kind:identity`, group by group. */
export function groupsOfRule(rule: Record<string, unknown>): Set<string>[] {
  const groups = Array.isArray(rule.key_groups)
    ? (rule.key_groups as Record<string, unknown>[])
    : [];
  return (groups.length > 0 ? groups : [rule])
    .filter((group) => typeof group === 'object' && group !== null)
    .map(recipientsOfGroup);
}

export const recipientsOfRule = (rule: Record<string, unknown>): Set<string> =>
  new Set(groupsOfRule(rule).flatMap((group) => [...group]));

function recipientsOfGroup(group: Record<string, unknown>): Set<string> {
  const found = new Set<string>();
  for (const each of entries(group.age)) found.add(`age:${each}`);
  for (const each of entries(group.pgp)) found.add(`pgp:${fingerprint(each)}`);
  for (const each of [...entries(group.kms), ...fields(group.kms, 'arn')])
    found.add(`kms:${each.split('+')[0]}`);
  for (const each of [...entries(group.gcp_kms), ...fields(group.gcp_kms, 'resource_id')])
    found.add(`gcp_kms:${each}`);
  for (const each of entries(group.azure_keyvault))
    found.add(`azure_kv:${each.replace(/\/keys\//, '/').replace(/\/+$/, '')}`);
  for (const each of [
    ...entries(group.hc_vault_transit_uri),
    ...entries(group.hc_vault_uris),
    ...entries(group.hc_vault),
  ])
    found.add(`hc_vault:${each}`);
  for (const each of [...entries(group.hckms), ...fields(group.hckms, 'key_id')])
    found.add(`hckms:${each}`);
  for (const merged of Array.isArray(group.merge) ? (group.merge as unknown[]) : [])
    if (typeof merged === 'object' && merged !== null)
      for (const each of recipientsOfGroup(merged as Record<string, unknown>)) found.add(each);
  return found;
}

/** Who can decrypt by the metadata of an encrypted file, in the same words. */
export const recipientsOfMetadata = (leaves: readonly Leaf[]): Set<string> =>
  new Set(groupsOfMetadata(leaves).flatMap((group) => [...group]));

export function groupsOfMetadata(leaves: readonly Leaf[]): Set<string>[] {
  const groups = new Map<string, Set<string>>();
  const entry = new Map<string, Map<string, string>>();
  for (const leaf of leaves) {
    const path = leaf.path[0] === 'key_groups' ? leaf.path.slice(2) : leaf.path;
    if (path.length < 3) continue;
    const owner = leaf.path.slice(0, -1).join('\0');
    const kept = entry.get(owner) ?? new Map<string, string>([['kind', String(path[0])]]);
    kept.set(String(path[2]), leaf.value);
    entry.set(owner, kept);
  }
  for (const [owner, field] of entry) {
    const id = identity(field);
    if (!id) continue;
    const [first, second] = owner.split('\0');
    const group = first === 'key_groups' ? second! : '';
    groups.set(group, (groups.get(group) ?? new Set()).add(id));
  }
  return [...groups.values()];
}

function identity(field: ReadonlyMap<string, string>): string | undefined {
  const get = (name: string): string => field.get(name) ?? '';
  switch (field.get('kind')) {
    case 'age':
      return `age:${get('recipient')}`;
    case 'pgp':
      return `pgp:${fingerprint(get('fp'))}`;
    case 'kms':
      return get('arn') ? `kms:${get('arn')}` : undefined;
    case 'gcp_kms':
      return `gcp_kms:${get('resource_id')}`;
    case 'azure_kv':
      return `azure_kv:${get('vault_url').replace(/\/+$/, '')}/${get('name')}/${get('version')}`.replace(
        /\/+$/,
        '',
      );
    case 'hc_vault':
      return `hc_vault:${get('vault_address').replace(/\/+$/, '')}/v1/${get('engine_path')}/keys/${get('key_name')}`;
    case 'hckms':
      return `hckms:${get('key_id')}`;
    default:
      return undefined;
  }
}

/** PGP keys may be written with spaces and in part: the last 16 digits tell them apart. */
const fingerprint = (text: string): string =>
  text
    .replace(/\s|^0x/gi, '')
    .toUpperCase()
    .slice(-16);

const fields = (value: unknown, name: string): string[] =>
  Array.isArray(value)
    ? value
        .map((each: unknown) =>
          typeof each === 'object' && each !== null
            ? (each as Record<string, unknown>)[name]
            : undefined,
        )
        .filter((each): each is string => typeof each === 'string')
    : [];

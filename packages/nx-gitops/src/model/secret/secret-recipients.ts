import { parse } from 'yaml';

/** The fields by which the kinds of keys are named in the metadata of sops. */
const names: Readonly<Record<string, readonly string[]>> = {
  age: ['recipient'],
  pgp: ['fp'],
  kms: ['arn'],
  gcp_kms: ['resource_id'],
  azure_kv: ['vault_url', 'name'],
  hc_vault: ['vault_address', 'engine_path', 'key_name'],
  hckms: ['key_id'],
};

/** Who can decrypt a document, as `kind identity`, sorted; every one of them is public. */
export function listRecipients(document: string): string[] {
  const { sops } = parse(document, { logLevel: 'silent' }) as { sops?: Group };
  const groups = [...(sops?.['key_groups'] ?? []), sops ?? {}] as Group[];
  const found = groups.flatMap((group) =>
    Object.entries(names).flatMap(([kind, fields]) =>
      ((group[kind] as Key[] | null | undefined) ?? []).map(
        (key) => `${kind} ${fields.map((field) => key[field]).join('/')}`,
      ),
    ),
  );
  return [...new Set(found)].sort();
}

type Key = Readonly<Record<string, string>>;
type Group = Readonly<Record<string, readonly unknown[] | null | undefined>>;

import { createHash } from 'node:crypto';
import { join, posix } from 'node:path';
import { stringify } from 'yaml';
import { findBytes, findText } from '../../io/files.ts';
import { listFiles } from '../../io/list-files.ts';
import { statePath } from '../../model/settings/state-path.ts';
import { parseYamlDocument } from '../../model/manifest/yaml.ts';
import type { HelmTemplate } from '../../tools/helm.ts';
import { toolVersions } from '../../tools/tool-versions.ts';
import type { EncryptedValues } from './encrypted-values.ts';
import { findSopsConfig } from './find-sops-config.ts';

/** What a rendered tree with encrypted Secrets was made from, and what it is; no value can be told from it. */
export interface SealedRecord {
  readonly inputs: string;
  readonly tree: string;
}

export const recordName = 'sealed.yaml';
const format = 'nx-gitops sealed tree, format 1';

export async function readRecord(release: string, root: string): Promise<Partial<SealedRecord>> {
  const path = posix.join(release, recordName);
  const text = await findText(join(root, path));
  return text === undefined ? {} : (parseYamlDocument(text, path).value as Partial<SealedRecord>);
}

export const formatRecord = ({ inputs, tree }: SealedRecord): string =>
  `# What the encrypted Secrets of this folder were made from: while it is the same, no key is needed.\n${stringify({ inputs, tree })}`;

/** Everything that decides what Helm renders and who can decrypt it; ciphertext stands for the values. */
export async function digestInputs(
  request: HelmTemplate,
  secret: EncryptedValues,
  release: string,
  root: string,
): Promise<string> {
  const chart = await listFiles(request.chart);
  const config = await findSopsConfig(statePath({ release }), root);
  const files = [...request.values, ...chart.map((file) => join(request.chart, file))];
  return digest([
    format,
    ...[request.release, request.namespace, request.kubernetes],
    ...[toolVersions.helm.version, toolVersions.sops.version],
    config?.text ?? '',
    secret.text,
    ...(await Promise.all(
      files.map(
        async (file) =>
          `${posix.relative(root, file)} ${digest([(await findBytes(file)) ?? 'nothing'])}`,
      ),
    )),
  ]);
}

export const digestTree = (files: ReadonlyMap<string, string>): string =>
  digest([...files].sort(([a], [b]) => (a < b ? -1 : 1)).flat());

/** Each part with its length, so that no two lists are the same. */
function digest(parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    const bytes = Buffer.from(part);
    hash.update(`${bytes.length}\n`).update(bytes);
  }
  return `sha256:${hash.digest('hex')}`;
}

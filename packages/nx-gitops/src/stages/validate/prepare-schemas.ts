import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { findText, writeIfChanged } from '../../io/files.ts';
import { schemaFileName, toJsonSchema, type OpenApi } from '../../model/validate/json-schemas.ts';
import type { ObjectIdentity } from '../../model/manifest/manifest.ts';
import type { StageContext } from '../stage-context.ts';

/**
 * Makes the schema files of the kinds that occur, from the OpenAPI document of the Kubernetes version or, where
 * there is none for it, of the local platform. Returns their folder; `default` where there is no document at all.
 */
export async function prepareSchemas(
  kubernetes: string,
  objects: readonly ObjectIdentity[],
  { root, platform, report }: StageContext,
): Promise<string> {
  const exact = await findText(join(root, '.nx-gitops', 'openapi', `v${kubernetes}.json`));
  const text = exact ?? (platform.openapi && (await findText(platform.openapi)));
  if (!text) return 'default';
  if (exact === undefined)
    report(`No OpenAPI document of Kubernetes ${kubernetes}: using that of the platform`);
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 16);
  const folder = join(root, '.nx-gitops', 'schemas', digest);
  let openApi: OpenApi | undefined;
  const kinds = new Map(objects.map((one) => [schemaFileName(one.apiVersion, one.kind), one]));
  for (const [name, { apiVersion, kind }] of kinds) {
    if ((await findText(join(folder, name))) !== undefined) continue;
    openApi ??= JSON.parse(text) as OpenApi;
    const schema = toJsonSchema(openApi, apiVersion, kind);
    if (schema) await writeIfChanged(join(folder, name), JSON.stringify(schema));
  }
  return folder;
}

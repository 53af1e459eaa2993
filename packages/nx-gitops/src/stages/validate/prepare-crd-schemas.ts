import { createHash } from 'node:crypto';
import { join, posix } from 'node:path';
import { parse } from 'yaml';
import { findText, writeIfChanged } from '../../io/files.ts';
import { listFiles } from '../../io/list-files.ts';
import { readCrdSchemas } from '../../model/validate/crd-schemas.ts';
import { splitDocuments } from '../../model/manifest/documents.ts';
import { GitopsError } from '../../model/errors.ts';
import type { Environment } from '../../model/settings/environment.ts';
import type { ConfigRepository } from '../../model/settings/parse-settings.ts';
import type { StageContext } from '../stage-context.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * Makes the schema files of all custom resources whose CRD is in the snapshot, in a chart of the rendered tree, or
 * named by the settings. Returns their folder, undefined where there is none.
 */
export async function prepareCrdSchemas(
  repository: ConfigRepository,
  environment: Environment,
  { shown }: Snapshot,
  { root }: StageContext,
): Promise<string | undefined> {
  const documents = [
    ...(await readNamed(repository, environment, root)),
    ...(await readTree(environment, root)),
    ...shown.map(({ text }) => text),
  ].filter((text) => /^kind: ["']?CustomResourceDefinition/m.test(text));
  if (documents.length === 0) return undefined;
  const digest = createHash('sha256').update(documents.join('\n---\n')).digest('hex').slice(0, 16);
  const folder = join(root, '.nx-gitops', 'schemas', `crd-${digest}`);
  for (const text of documents) {
    const object: unknown = parse(text, { logLevel: 'silent', uniqueKeys: false });
    for (const { group, kind, version, schema } of readCrdSchemas(object)) {
      const path = join(folder, group, `${kind.toLowerCase()}_${version}.json`);
      await writeIfChanged(path, JSON.stringify(schema));
    }
  }
  return folder;
}

/** The settings name files or folders; what is not there would pass for checked. */
async function readNamed(
  repository: ConfigRepository,
  { validation }: Environment,
  root: string,
): Promise<string[]> {
  const texts: string[] = [];
  for (const path of validation.crds) {
    const place = posix.join(repository.root, path);
    const files = /\.ya?ml$/.test(path)
      ? [place]
      : (await listFiles(join(root, place)))
          .filter((name) => /\.ya?ml$/.test(name))
          .map((name) => posix.join(place, name));
    if (files.length === 0) throw missing(repository, place);
    for (const file of files) {
      const text = await findText(join(root, file));
      if (text === undefined) throw missing(repository, place);
      texts.push(...splitDocuments(text));
    }
  }
  return texts;
}

const missing = (repository: ConfigRepository, place: string): GitopsError =>
  new GitopsError(
    'SETTINGS_INVALID',
    `${repository.root}/gitops.yaml validate.crds: There is no YAML at ${place}`,
    'Name files, or folders, with CustomResourceDefinitions; relative to the config repository.',
  );

/** A chart keeps them in `crds/`; an overlay may have taken them out of the snapshot. */
async function readTree({ release }: Environment, root: string): Promise<string[]> {
  const files = (await listFiles(join(root, release))).filter((file) => /\/crds\//.test(file));
  const texts = await Promise.all(files.map((file) => findText(join(root, release, file))));
  return texts.flatMap((text) => splitDocuments(text ?? ''));
}

import { join, posix } from 'node:path';
import { writeAtomic } from '../../io/files.ts';
import { isEncrypted } from '../../model/encrypted-document.ts';
import type { Mask } from '../../model/mask.ts';
import type { ConfigRepository, Environment } from '../../model/parse-settings.ts';
import { joinRendered } from '../../model/rendered-document.ts';
import { helmTemplate } from '../../tools/helm.ts';
import { findEncryptedValues } from '../secrets/encrypted-values.ts';
import type { EncryptedManifests } from '../secrets/read-encrypted-manifests.ts';
import { renderSealed } from '../secrets/render-sealed.ts';
import { formatRecord, recordName } from '../secrets/sealed-record.ts';
import type { StageContext } from '../stage-context.ts';
import { prepareChart } from './render-chart.ts';

export interface TreeInput {
  readonly repository: ConfigRepository;
  readonly environment: Environment;
}

/** What came out of the chart beside the files that kbld is given. */
export interface RenderedTree {
  /** The encrypted objects, each under the path where it will lie. */
  readonly sealed: readonly EncryptedManifests[];
  /** What has to be written over the files when kbld has read them: those with encrypted objects. */
  readonly files: ReadonlyMap<string, string>;
}

/** Renders the umbrella chart into `folder`, without the Secrets that are made of encrypted values. */
export async function renderTree(
  { repository, environment }: TreeInput,
  folder: string,
  mask: Mask,
  stage: StageContext,
): Promise<RenderedTree> {
  const values = await findEncryptedValues(environment, stage.root);
  const request = await prepareChart(repository, environment, stage);
  if (values === undefined) {
    await helmTemplate(stage.run, request, folder, stage.root);
    return { sealed: [], files: new Map() };
  }
  const { release } = environment;
  const { documents, record } = await renderSealed({ request, values, release }, mask, stage);
  const sealed = documents.filter(({ text }) => isEncrypted(text));
  const plain = documents.filter(({ text }) => !isEncrypted(text));
  await writeFiles(folder, joinRendered(plain));
  const touched = new Set(sealed.map(({ source }) => source));
  return {
    sealed: sealed.map(({ source, text }) => ({
      path: posix.join(release, source),
      documents: [text],
    })),
    files: new Map([
      ...joinRendered(documents.filter(({ source }) => touched.has(source))),
      [recordName, formatRecord(record)],
    ]),
  };
}

export async function writeFiles(
  folder: string,
  files: ReadonlyMap<string, string>,
): Promise<void> {
  for (const [path, text] of files) await writeAtomic(join(folder, path), text);
}

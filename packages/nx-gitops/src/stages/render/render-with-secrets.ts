import { posix } from 'node:path';
import { isEncrypted } from '../../model/secret/encrypted-document.ts';
import type { Mask } from '../../model/secret/mask.ts';
import { joinRendered } from '../../model/render/rendered-document.ts';
import { splitUnits, type RenderedUnit } from '../../model/render/rendered-unit.ts';
import type { EncryptedManifests } from '../secrets/read-encrypted-manifests.ts';
import { renderSealed, type SealedInput } from '../secrets/render-sealed.ts';
import { formatRecord, recordName } from '../secrets/sealed-record.ts';
import type { StageContext } from '../stage-context.ts';

export interface RenderedSecrets {
  /** The plain objects. */
  readonly units: readonly RenderedUnit[];
  /** The encrypted objects, each under the path where it will lie. */
  readonly sealed: readonly EncryptedManifests[];
  /** Files of the tree that hold encrypted objects beside plain ones, and the record of what they were made from. */
  readonly sealedFiles: ReadonlyMap<string, string>;
}

/** As `renderUnits`, with encrypted values: all of it or, where nothing moved, none. */
export async function renderWithSecrets(
  input: SealedInput,
  mask: Mask,
  stage: StageContext,
): Promise<RenderedSecrets> {
  const { documents, record } = await renderSealed(input, mask, stage);
  const sealed = documents.filter(({ text }) => isEncrypted(text));
  const plain = documents.filter(({ text }) => !isEncrypted(text));
  const touched = new Set(sealed.map(({ source }) => source));
  return {
    units: splitUnits(joinRendered(plain)),
    sealed: sealed.map(({ source, text }) => ({
      path: posix.join(input.release, source),
      documents: [text],
    })),
    sealedFiles: new Map([
      ...joinRendered(documents.filter(({ source }) => touched.has(source))),
      [recordName, formatRecord(record)],
    ]),
  };
}

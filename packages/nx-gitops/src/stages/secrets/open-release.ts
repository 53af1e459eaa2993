import { decryptedValues } from '../../model/secret/decrypted-values.ts';
import { joinDocuments } from '../../model/manifest/documents.ts';
import { nameOf, readIdentity } from '../../model/manifest/manifest.ts';
import type { Mask } from '../../model/secret/mask.ts';
import { prepareForKapp } from '../../model/release/prepare-for-kapp.ts';
import { splitRelease, type EncryptedGroup } from '../../model/secret/release-parts.ts';
import { openSops, type Sops } from '../../tools/sops.ts';
import type { StageContext } from '../stage-context.ts';
import { inParallel } from '../in-parallel.ts';

/** A snapshot for kapp, its secrets open: for the memory of this process and the pipe to a tool, never for a file. */
export async function openRelease(state: string, mask: Mask, stage: StageContext): Promise<string> {
  const parts = splitRelease(state);
  if (!parts.some(({ kind }) => kind === 'encrypted')) return prepareForKapp(state);
  const sops = openSops(stage.run);
  const opened = await inParallel(parts, async (part) =>
    part.kind === 'plain' ? joinDocuments(part.documents) : openGroup(part, sops, mask),
  );
  return prepareForKapp(opened.join(''));
}

async function openGroup({ documents }: EncryptedGroup, sops: Sops, mask: Mask): Promise<string> {
  const names = documents.map((document) => {
    const identity = readIdentity(document);
    return identity ? nameOf(identity) : 'a document';
  });
  const cipher = documents.length === 1 ? (documents[0] ?? '') : joinDocuments(documents);
  const plain = await sops.decrypt(cipher, `${names.join(', ')} of the snapshot`);
  mask.add(decryptedValues(cipher, plain));
  return joinDocuments([plain]);
}

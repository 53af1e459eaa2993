import { join } from 'node:path';
import { parse } from 'yaml';
import { findText } from '../../io/files.ts';
import { listFiles } from '../../io/list-files.ts';
import { decryptedValues } from '../../model/secret/decrypted-values.ts';
import { exposedForms } from '../../model/secret/exposed-forms.ts';
import { isEncrypted } from '../../model/secret/encrypted-document.ts';
import { nameOf, readIdentity } from '../../model/manifest/manifest.ts';
import type { Mask } from '../../model/secret/mask.ts';
import {
  joinRendered,
  splitRendered,
  type RenderedDocument,
} from '../../model/render/rendered-document.ts';
import { holdsSecret } from '../../model/secret/secret-objects.ts';
import { helmTemplate, type HelmTemplate } from '../../tools/helm.ts';
import { openSops, type Sops } from '../../tools/sops.ts';
import type { StageContext } from '../stage-context.ts';
import type { EncryptedValues } from './encrypted-values.ts';
import { inParallel } from '../in-parallel.ts';
import { refuseExposed } from './refuse-exposed.ts';
import { sealDocument } from './seal-document.ts';
import { sealedPath } from './sealed-path.ts';
import { digestInputs, digestTree, readRecord, type SealedRecord } from './sealed-record.ts';

export interface SealedInput {
  readonly request: HelmTemplate;
  readonly values: EncryptedValues;
  /** Folder of the snapshot. */
  readonly release: string;
}

/** A rendered tree whose Secrets are encrypted, with the record of what it was made from. */
export interface SealedTree {
  readonly documents: readonly RenderedDocument[];
  readonly record: SealedRecord;
}

/** The committed tree where nothing moved, which needs no key; else a new one, made in memory. */
export async function renderSealed(
  input: SealedInput,
  mask: Mask,
  stage: StageContext,
): Promise<SealedTree> {
  const { request, values, release } = input;
  const inputs = await digestInputs(request, values, release, stage.root);
  const earlier = await readTree(join(stage.root, release, request.name));
  const record = await readRecord(release, stage.root);
  const tree = digestTree(joinRendered(earlier));
  if (record.inputs === inputs && record.tree === tree) {
    return { documents: earlier, record: { inputs, tree } };
  }
  const documents = await renderAnew(input, earlier, mask, stage);
  return { documents, record: { inputs, tree: digestTree(joinRendered(documents)) } };
}

async function renderAnew(
  { request, values, release }: SealedInput,
  earlier: readonly RenderedDocument[],
  mask: Mask,
  { run, root }: StageContext,
): Promise<RenderedDocument[]> {
  const sops = openSops(run);
  const plain = await sops.decrypt(values.text, values.path);
  const secrets = decryptedValues(values.text, plain);
  mask.add(secrets);
  const forms = exposedForms(secrets);
  const rendered = await helmTemplate(run, request, root, plain);
  const known = new Map(earlier.map((one) => [keyOf(one), one.text]));
  return inParallel(rendered, (document) =>
    seal(document, forms, known.get(keyOf(document)), release, sops, root),
  );
}

async function seal(
  document: RenderedDocument,
  forms: readonly string[],
  earlier: string | undefined,
  release: string,
  sops: Sops,
  root: string,
): Promise<RenderedDocument> {
  const { source, text } = document;
  const object: unknown = parse(text, { logLevel: 'silent', uniqueKeys: false });
  const identity = readIdentity(text);
  const name = identity ? nameOf(identity) : 'A document';
  refuseExposed({ object, text, name, source }, forms);
  if (!holdsSecret(object)) return document;
  const path = sealedPath(release, source);
  const known = earlier !== undefined && isEncrypted(earlier) ? earlier : undefined;
  return { source, text: await sealDocument({ object, name, path, earlier: known }, sops, root) };
}

const keyOf = ({ source, text }: RenderedDocument): string => {
  const identity = readIdentity(text);
  return identity ? `${identity.apiVersion} ${nameOf(identity)}` : `${source} ${text}`;
};

async function readTree(folder: string): Promise<RenderedDocument[]> {
  const files = await listFiles(folder);
  const texts = await Promise.all(files.map((file) => findText(join(folder, file))));
  return texts.flatMap((each) => splitRendered(each ?? ''));
}

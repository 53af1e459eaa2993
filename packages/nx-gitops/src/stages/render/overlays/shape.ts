import { isDeepStrictEqual } from 'node:util';
import { splitDocuments } from '../../../model/manifest/documents.ts';
import { nameOf, readIdentity } from '../../../model/manifest/manifest.ts';
import { toSkeleton } from '../../../model/secret/secret-skeleton.ts';
import { readDocuments, readValue, writeValue } from '../../../model/render/yaml-values.ts';
import type { EncryptedManifests } from '../../secrets/read-encrypted-manifests.ts';
import { overlayError, type Overlay } from './overlay.ts';

/** What there is of a release after Helm. */
export interface Shape {
  /** Path in the tree → its text. */
  readonly files: ReadonlyMap<string, string>;
  readonly encrypted: readonly EncryptedManifests[];
}

/** The documents of a release through all overlays. Only what these produce goes on. */
export async function shape(before: Shape, overlays: readonly Overlay[]): Promise<Shape> {
  let shaped = before;
  for (const overlay of overlays) shaped = await shapeOnce(shaped, overlay);
  return shaped;
}

async function shapeOnce({ files, encrypted }: Shape, overlay: Overlay): Promise<Shape> {
  const manifests = [...files].filter(([path]) => /\.(?:ya?ml|json)$/.test(path));
  const places = new Map<string, string>();
  const documents = manifests.flatMap(([path, text]) =>
    splitDocuments(text)
      .flatMap((document) => (isReadable(document) ? [document] : reformat(document, path)))
      .map((document) => {
        places.set(keyOf(document, path), path);
        return document;
      }),
  );
  const secrets = overlay.seesSecrets ? encrypted.flatMap((one) => one.documents) : [];
  const skeletons = new Map(secrets.map((text) => [keyOf(text, overlay.name), toSkeleton(text)]));
  const output = normalize(
    await overlay.apply([...documents, ...skeletons.values()]),
    overlay.name,
  );
  const kept = new Set<string>();
  const placed = new Map<string, string[]>(manifests.map(([path]) => [path, []]));
  for (const document of output) {
    const key = keyOf(document, overlay.name);
    if (kept.has(key)) throw overlayError(overlay.name, `makes ${key} twice`);
    kept.add(key);
    const skeleton = skeletons.get(key);
    if (skeleton !== undefined) refuseChange(skeleton, document, key, overlay.name);
    else {
      const path = places.get(key) ?? addedPath(manifests[0]?.[0], overlay.name);
      placed.set(path, [...(placed.get(path) ?? []), document]);
    }
  }
  return {
    files: new Map([
      ...[...files].filter(([path]) => !placed.has(path)),
      ...[...placed]
        .filter(([, texts]) => texts.length > 0)
        .map(([path, texts]) => [path, texts.map(toDocument).join('')] as const),
    ]),
    encrypted: overlay.seesSecrets
      ? encrypted.map(({ path, documents: own }) => ({
          path,
          documents: dropGone(path, own, kept, overlay.name),
        }))
      : encrypted,
  };
}

/** All documents of an encrypted file share one MAC: none of them can be left out alone. */
function dropGone(
  path: string,
  documents: readonly string[],
  kept: ReadonlySet<string>,
  name: string,
): readonly string[] {
  const stay = documents.filter((text) => kept.has(keyOf(text, name)));
  if (stay.length === 0 || stay.length === documents.length) return stay;
  throw overlayError(
    name,
    `takes away one object of ${path}, not all`,
    'The objects of one encrypted file stay together: put them into files of their own.',
  );
}

/** sops seals the whole document: a change of a label alone would break it. */
function refuseChange(skeleton: string, document: string, key: string, name: string): void {
  if (isDeepStrictEqual(readValue(skeleton), readValue(document))) return;
  throw overlayError(
    name,
    `changes ${key}, which is encrypted`,
    'Change it in its own file with sops, or let the overlay not see it: "secrets: hidden" beside it in gitops.yaml.',
  );
}

/** Charts and tools may write flow style, or JSON, of which only a parser can tell what it is. */
const isReadable = (document: string): boolean => Boolean(readIdentity(document)?.name);

const keyOf = (document: string, name: string): string => {
  const identity = readIdentity(document);
  if (identity?.name) return nameOf(identity);
  throw overlayError(name, 'makes a document without apiVersion, kind or metadata.name');
};

/** In whatever form a tool writes: as documents in block style, whose identity can be read. */
const normalize = (output: readonly string[], name: string): string[] => {
  const documents = output.flatMap((text) => (isReadable(text) ? [text] : reformat(text, name)));
  if (documents.length > 0) return documents;
  throw overlayError(name, 'emits nothing');
};

const reformat = (text: string, name: string): string[] =>
  readDocuments(text).flatMap((document) => {
    const problem = document.errors[0];
    if (problem) throw overlayError(name, `emits bad YAML: ${problem.message.split('\n')[0]}`);
    const value: unknown = document.toJS();
    return value == null ? [] : [writeValue(value)];
  });

/** What an overlay adds lies beside the templates of the umbrella chart. */
const addedPath = (first: string | undefined, name: string): string =>
  `${first?.split('/')[0] ?? 'release'}/overlays/${name.replaceAll(/[^\w.-]+/g, '-')}.yaml`;

const toDocument = (text: string): string => `---\n${text.endsWith('\n') ? text : `${text}\n`}`;

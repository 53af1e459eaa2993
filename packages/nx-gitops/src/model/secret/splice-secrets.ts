import { isEncrypted } from './encrypted-document.ts';
import { joinDocuments, splitDocuments } from '../manifest/documents.ts';
import { nameOf, readIdentity } from '../manifest/manifest.ts';

export interface SpliceInput {
  /** The snapshot that comes back. */
  readonly then: string;
  /** The snapshot whose encrypted objects stay. */
  readonly now: string;
  /** The documents of the encrypted files beside the chart, when the snapshot was made. */
  readonly filesThen: readonly string[];
  /** Those of now, in the order in which a snapshot ends with them; those of one file together. */
  readonly filesNow: readonly string[];
  readonly namespace: string;
}

export interface Spliced {
  readonly state: string;
  /** Objects that only the snapshot of then has, in a file that has changed since: they cannot be taken out of it. */
  readonly lost: readonly string[];
}

/**
 * A snapshot with the encrypted objects of another one, by their identities. Ciphertext is moved as it is: no key
 * is needed, and where nothing changed every byte stays.
 */
export function spliceSecrets(input: SpliceInput): Spliced {
  const { filesThen, filesNow } = input;
  if (filesNow.length === 0 && !splitDocuments(input.then).some(isEncrypted)) {
    return { state: input.then, lost: [] };
  }
  const keyOf = (document: string): string => keyIn(document, input.namespace);
  const ofFiles = new Set(filesNow.map(keyOf));
  const ofChart = new Map(
    splitDocuments(input.now)
      .filter((document) => isEncrypted(document) && !ofFiles.has(keyOf(document)))
      .map((document) => [keyOf(document), document]),
  );
  const fromFiles = new Set(filesThen);
  const kept = splitDocuments(input.then)
    .filter((document) => !fromFiles.has(document))
    .filter((document) => !isEncrypted(document) || !ofFiles.has(keyOf(document)));
  const present = new Set(kept.filter(isEncrypted).map(keyOf));
  const gone = filesThen.filter((one) => !ofFiles.has(keyOf(one)) && !present.has(keyOf(one)));
  const moved = gone.flatMap((document) => ofChart.get(keyOf(document)) ?? []);
  const plain = kept.filter((document) => !isEncrypted(document));
  const encrypted = kept.filter(isEncrypted).map((one) => ofChart.get(keyOf(one)) ?? one);
  return {
    state: joinDocuments([...plain, ...encrypted, ...moved, ...filesNow]),
    lost: gone.map(keyOf).filter((key) => !ofChart.has(key)),
  };
}

/** The objects of a rendered file with the encrypted ones of now in their places. */
export function spliceText(text: string, then: string, now: string, namespace: string): string {
  const known = new Map(
    splitDocuments(now)
      .filter(isEncrypted)
      .map((document) => [keyIn(document, namespace), document]),
  );
  return splitDocuments(then)
    .filter(isEncrypted)
    .reduce((spliced, old) => {
      const document = known.get(keyIn(old, namespace));
      return document === undefined ? spliced : spliced.replace(old, () => document);
    }, text);
}

function keyIn(document: string, namespace: string): string {
  const identity = readIdentity(document);
  return identity ? nameOf({ ...identity, namespace: identity.namespace || namespace }) : '';
}

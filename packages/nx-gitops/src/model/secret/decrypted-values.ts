import { parseAllDocuments } from 'yaml';

/** The values that were encrypted in a text, as they are after decryption; those of `data` decoded as well. */
export function decryptedValues(cipher: string, plain: string): string[] {
  const [before, after] = [cipher, plain].map((text) =>
    parseAllDocuments(text, { logLevel: 'silent' }).map((document) => document.toJS() as unknown),
  );
  const values = new Set<string>();
  before?.forEach((document, index) => collect(document, after?.[index], [], values));
  return [...values];
}

function collect(
  cipher: unknown,
  plain: unknown,
  path: readonly string[],
  into: Set<string>,
): void {
  if (typeof cipher === 'string' && cipher.startsWith('ENC[')) {
    const text = String(plain);
    into.add(text);
    if (path[0] === 'data' && path.length === 2) into.add(Buffer.from(text, 'base64').toString());
    return;
  }
  if (typeof cipher !== 'object' || cipher === null) return;
  for (const [key, value] of Object.entries(cipher)) {
    const other = (plain as Readonly<Record<string, unknown>> | null | undefined)?.[key];
    collect(value, other, [...path, key], into);
  }
}

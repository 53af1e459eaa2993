/** What counts here of an object of Kubernetes. */
export interface ObjectLike {
  readonly kind?: unknown;
  readonly metadata?: { readonly name?: unknown; readonly namespace?: unknown };
  readonly items?: unknown;
}

const isObjectLike = (value: unknown): value is ObjectLike =>
  typeof value === 'object' && value !== null;

/** A Secret, or a list with one in it. */
export const holdsSecret = (object: unknown): boolean =>
  isObjectLike(object) &&
  (object.kind === 'Secret' || (Array.isArray(object.items) && object.items.some(holdsSecret)));

/** The fields that sops encrypts in such an object. */
export const isSecretField = (path: readonly string[]): boolean =>
  path.some((key) => key === 'data' || key === 'stringData');

export const secretFields = '^(data|stringData)$';

/** A value as sops leaves it in a document. */
export const isToken = (value: unknown): boolean =>
  typeof value === 'string' && value.startsWith('ENC[AES256_GCM,');

/** A Secret as the API server keeps it: what is in `stringData` is in `data` there. Tokens of sops stay tokens. */
export function asStored(object: unknown): unknown {
  if (!isObjectLike(object) || object.kind !== 'Secret') return object;
  const { data, stringData, ...others } = object as Secret;
  const encode = (text: unknown, encoding: 'utf8' | 'base64'): unknown =>
    isToken(text) ? text : Buffer.from(String(text ?? ''), encoding).toString('base64');
  const fields = [
    ...Object.entries(data ?? {}).map(([key, text]) => [key, encode(text, 'base64')] as const),
    ...Object.entries(stringData ?? {}).map(([key, text]) => [key, encode(text, 'utf8')] as const),
  ];
  return fields.length === 0 ? others : { ...others, data: Object.fromEntries(fields) };
}

interface Secret {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly stringData?: Readonly<Record<string, unknown>> | null;
}

/** Every value below these fields is a token of sops, or empty. */
export function isSealed(object: unknown, path: readonly string[] = []): boolean {
  if (typeof object !== 'object' || object === null) {
    const text = String(object ?? '');
    return !isSecretField(path) || text === '' || text.startsWith('ENC[');
  }
  return Object.entries(object).every(([key, value]) => isSealed(value, [...path, key]));
}

/** What counts here of an object of Kubernetes. */
export interface ObjectLike {
  readonly kind?: unknown;
  readonly metadata?: { readonly name?: unknown; readonly namespace?: unknown };
  readonly items?: unknown;
}

export const isObjectLike = (value: unknown): value is ObjectLike =>
  typeof value === 'object' && value !== null;

/** A Secret, or a list with one in it. */
export const holdsSecret = (object: unknown): boolean =>
  isObjectLike(object) &&
  (object.kind === 'Secret' || (Array.isArray(object.items) && object.items.some(holdsSecret)));

/** The fields that sops encrypts in such an object. */
export const isSecretField = (path: readonly string[]): boolean =>
  path.some((key) => key === 'data' || key === 'stringData');

export const secretFields = '^(data|stringData)$';

/** Every value below these fields is a token of sops, or empty. */
export function isSealed(object: unknown, path: readonly string[] = []): boolean {
  if (typeof object !== 'object' || object === null) {
    const text = String(object ?? '');
    return !isSecretField(path) || text === '' || text.startsWith('ENC[');
  }
  return Object.entries(object).every(([key, value]) => isSealed(value, [...path, key]));
}

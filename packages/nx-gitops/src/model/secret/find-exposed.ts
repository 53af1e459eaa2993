/** Where one of the forms of a secret value can be read in an object: the path of the field, never the value. */
export function findExposed(
  object: unknown,
  forms: readonly string[],
  isHidden: (path: readonly string[]) => boolean = () => false,
): string | undefined {
  const search = (node: unknown, path: readonly string[]): string | undefined => {
    if (isHidden(path)) return undefined;
    if (typeof node !== 'object' || node === null) {
      const text = String(node);
      return forms.some((form) => text.includes(form)) ? formatPath(path) : undefined;
    }
    for (const [key, value] of Object.entries(node)) {
      if (forms.some((form) => key.includes(form))) return `${formatPath(path)} (a key)`;
      const found = search(value, [...path, key]);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return search(object, []);
}

const formatPath = (path: readonly string[]): string =>
  path.map((key) => (/^[\w-]+$/.test(key) ? key : `"${key}"`)).join('.') || 'the object';

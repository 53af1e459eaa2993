/** The words of a name: `dbRootPassword`, `DB_ROOT_PASSWORD` and `db-root.password` all have three. */
export const nameWords = (name: string): string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .map((word) => (/[a-z]/.test(word) ? word.replace(/(?<=[a-z]{3})\d+$/, '') : word))
    .filter((word) => word !== '');

/** The words of a text, for long lists that read better as prose. */
export const wordSet = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

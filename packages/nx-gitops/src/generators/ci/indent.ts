/** The lines of a text, moved to the right; empty ones stay empty. */
export const indent = (text: string, by: number): string =>
  text.replaceAll(/^(?=.)/gm, ' '.repeat(by));

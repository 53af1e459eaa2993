const marker = /^---[ \t]*(?:#.*)?\r?\n/m;

/** The documents of a YAML stream as they are written, without the lines that part them; blank ones are left out. */
export const splitDocuments = (text: string): string[] =>
  text.split(marker).filter((document) => document.trim() !== '');

/** Documents as one stream, each opened by its own line. */
export const joinDocuments = (documents: readonly string[]): string =>
  documents.map((document) => `---\n${endLine(document)}`).join('');

const endLine = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);

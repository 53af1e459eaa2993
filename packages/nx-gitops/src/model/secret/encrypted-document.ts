export type SopsFormat = 'yaml' | 'json';

/** Is this document one that sops has encrypted? Only its metadata counts, at the top of the document. */
export const isEncrypted = (document: string): boolean => metadataOf(document) !== '';

/** The MAC of an encrypted document, encrypted itself; all documents of one file have the same. */
export const macOf = (document: string): string =>
  /\bmac"?:\s+"?(ENC\[[^\]]*\])/.exec(metadataOf(document))?.[1] ?? '';

/** The version of sops that wrote the document. */
export const sopsVersionOf = (document: string): string =>
  /^\s+"?version"?: "?([^"\s,]+)/m.exec(metadataOf(document))?.[1] ?? '';

export const formatOf = (document: string): SopsFormat =>
  document.trimStart().startsWith('{') ? 'json' : 'yaml';

const metadataOf = (document: string): string => {
  const start = formatOf(document) === 'json' ? /"sops"\s*:\s*\{/ : /^(?:sops|"sops"):\s*$/m;
  return document.slice(start.exec(document)?.index ?? document.length);
};

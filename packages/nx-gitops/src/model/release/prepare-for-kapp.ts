import { joinDocuments, splitDocuments } from '../manifest/documents.ts';

/**
 * A snapshot as kapp has to be given it. Where the API server or Helm would add something that kapp does not know of,
 * it is said: otherwise kapp finds a change where there is none, or may not make one that is due.
 */
export const prepareForKapp = (manifests: string): string =>
  /^kind: CustomResourceDefinition$|helm\.sh\/hook/m.test(manifests)
    ? joinDocuments(splitDocuments(manifests).map(replaceHookJob).map(stateConversion))
    : manifests;

/** Helm makes the Job of a hook anew before it runs; its template cannot be changed. */
function replaceHookJob(document: string): string {
  const isHook = /^kind: (Job|Pod)$/m.test(document) && /^ {4}helm\.sh\/hook: /m.test(document);
  if (!isHook || /^ {4}kapp\.k14s\.io\/(update-strategy|versioned)/m.test(document))
    return document;
  const strategy = '    kapp.k14s.io/update-strategy: fallback-on-replace\n';
  return document.replace(/^ {2}annotations:\n/m, (line) => `${line}${strategy}`);
}

/** kapp keeps what it applied in an annotation, which holds 262,144 bytes; of larger objects it knows live fields only. */
const large = 200_000;

/** The one field that the API server adds to a CRD that is written out. */
function stateConversion(document: string): string {
  const isLarge = document.length > large && /^kind: CustomResourceDefinition$/m.test(document);
  if (!isLarge || /^ {2}conversion:/m.test(document)) return document;
  return document.replace(/^spec:\n/m, (line) => `${line}  conversion:\n    strategy: None\n`);
}

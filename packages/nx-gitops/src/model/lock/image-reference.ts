/** `host/path` of an image name as Docker reads it: no host means Docker Hub, no folder there means `library`. */
export function qualifyRepository(repository: string): string {
  const [first = '', ...rest] = repository.split('/');
  const hasHost =
    rest.length > 0 && (first.includes('.') || first.includes(':') || first === 'localhost');
  if (!hasHost) return `index.docker.io/${rest.length === 0 ? 'library/' : ''}${repository}`;
  const host = first === 'docker.io' ? 'index.docker.io' : first;
  const path = host === 'index.docker.io' && rest.length === 1 ? ['library', ...rest] : rest;
  return [host, ...path].join('/');
}

/** The short form in which Docker and BuildKit know an image: no Docker Hub, no `library/`, no `:latest`. */
export const familiarName = (name: string): string =>
  name
    .replace(/^(index\.)?docker\.io\//, '')
    .replace(/^library\//, '')
    .replace(/:latest$/, '');

export interface ImageReference {
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

export function parseImageReference(text: string): ImageReference {
  const [name = '', digest] = text.split('@');
  const colon = name.lastIndexOf(':');
  const hasTag = colon > name.lastIndexOf('/');
  return {
    repository: hasTag ? name.slice(0, colon) : name,
    tag: hasTag ? name.slice(colon + 1) : undefined,
    digest,
  };
}

/** Where an image of `repository` is pushed to and looked up, when a mirror stands in for its registry. */
export const atMirror = (repository: string, mirror: string | undefined): string =>
  mirror === undefined ? repository : `${mirror}/${qualifyRepository(repository)}`;

/** The base images that a Dockerfile's FROM lines name: no earlier stages, no `scratch`, each once. */
export function findBaseImages(dockerfile: string): string[] {
  const stages = new Set<string>();
  const images = new Set<string>();
  for (const match of dockerfile.matchAll(
    /^\s*FROM\s+(?:--platform=\S+\s+)?(\S+)(?:\s+AS\s+(\S+))?/gim,
  )) {
    const [, name = '', stage] = match;
    if (name !== 'scratch' && !stages.has(name.toLowerCase())) images.add(name);
    if (stage !== undefined) stages.add(stage.toLowerCase());
  }
  return [...images];
}

/** A base without a digest can be another one tomorrow; one from an ARG cannot be told. */
export const isPinnedBase = (name: string): boolean => name.includes('@sha256:');

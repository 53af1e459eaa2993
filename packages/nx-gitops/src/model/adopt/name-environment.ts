import type { Definition } from './definition.ts';

const usual =
  '(?:dev|development|test|testing|qa|uat|int|staging|stage|preprod|prod|production|live)';

/** The environment that a definition is for, by where its parts lie, then by its names. */
export function nameEnvironment({ source, valueFiles, file, name, namespace }: Definition): string {
  const path = source.kind === 'folder' ? source.path : '';
  const inFolder =
    /(?:^|\/)(?:overlays|environments|envs|env|clusters|stages)\/([a-z0-9-]+)(?=\/|$)/;
  const inFile = valueFiles.flatMap((one) => /values[-.]([a-z0-9-]+)\.ya?ml$/.exec(one)?.[1] ?? []);
  const word = new RegExp(`(?:^|[/-])(${usual})(?=$|[/.-])`);
  return (
    inFolder.exec(path)?.[1] ??
    inFile.find((one) => word.test(one)) ??
    inFolder.exec(file)?.[1] ??
    [name, namespace, path, file].map((text) => word.exec(text)?.[1]).find(Boolean) ??
    'production'
  );
}

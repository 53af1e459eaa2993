import type { Files } from './write-missing.ts';

/** The settings of a new environment in gitops.yaml. */
export const environmentSettings = (
  application: string,
  name: string,
): Readonly<Record<string, string>> => ({
  namespace: `${application}-${name}`,
  ...(name === 'local' ? { locks: 'own' } : {}),
});

/** The files of a new environment, relative to the config repository. */
export const environmentFiles = (name: string): Files => ({
  [`environments/${name}/values.yaml`]: `# What differs in ${name}: the values of a chart under its name, those of all under "global".
global: {}
`,
});

/** What the environment "local" makes is true on one machine only. */
export const machineFolders = (folder: string): readonly string[] => [
  `${folder}/environments/local/app-locks`,
  `${folder}/.release/local`,
];

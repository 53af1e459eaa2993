import { createRequire } from 'node:module';

export const toolNames = [
  'helm',
  'kbld',
  'kapp',
  'kubectl',
  'kubeconform',
  'crane',
  'buildctl',
  'docker',
  'sops',
  'age-keygen',
] as const;
export type ToolName = (typeof toolNames)[number];

export interface ToolVersion {
  /** The version that the tests run with. */
  readonly version: string;
  /** The oldest version that is known to work. */
  readonly minimum: string;
  readonly versionArgs: readonly string[];
  /** Where to read how to install it. */
  readonly install: string;
}

/** The one table of versions, `tool-versions.json` of the package. */
export const toolVersions = createRequire(import.meta.url)('../../tool-versions.json') as Readonly<
  Record<ToolName, ToolVersion>
>;

/** The first version number in what a tool says of itself; undefined for a build without one. */
export const readVersion = (output: string): string | undefined =>
  /\bv?(\d+\.\d+\.\d+)/.exec(output)?.[1];

export function isOlder(version: string, minimum: string): boolean {
  const [a, b] = [version, minimum].map((text) => text.split('.').map(Number));
  const difference = (index: number): number => (a?.[index] ?? 0) - (b?.[index] ?? 0);
  return (difference(0) || difference(1) || difference(2)) < 0;
}

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
  'kube-score',
  'ytt',
  'conftest',
  'kyverno',
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

/** Not in the tool chain: no test runs it, `version` is the one whose documentation was followed. */
const notInToolChain = {
  kyverno: {
    version: '1.16.2',
    minimum: '1.10.0',
    versionArgs: ['version'],
    install: 'https://kyverno.io/docs/kyverno-cli/install/',
  },
};

/** The one table of versions, `tool-versions.json` of the package. */
export const toolVersions: Readonly<Record<ToolName, ToolVersion>> = {
  ...(createRequire(import.meta.url)('../../tool-versions.json') as Record<ToolName, ToolVersion>),
  ...notInToolChain,
};

/** The first version number in what a tool says of itself; undefined for a build without one. */
export const readVersion = (output: string): string | undefined =>
  /\bv?(\d+\.\d+\.\d+)/.exec(output)?.[1];

export function isOlder(version: string, minimum: string): boolean {
  const [a, b] = [version, minimum].map((text) => text.split('.').map(Number));
  const difference = (index: number): number => (a?.[index] ?? 0) - (b?.[index] ?? 0);
  return (difference(0) || difference(1) || difference(2)) < 0;
}

import { join } from 'node:path';
import { findText, writeAtomic } from '../../io/files.ts';
import { toolVersions, type ToolName } from '../../tools/tool-versions.ts';

/** The tools that mise installs, by the names of its registry. A builder is a service, not a file. */
const tools: Readonly<Record<string, ToolName>> = {
  age: 'age-keygen',
  crane: 'crane',
  helm: 'helm',
  kapp: 'kapp',
  kbld: 'kbld',
  kubeconform: 'kubeconform',
  kubectl: 'kubectl',
  sops: 'sops',
};

export const miseText = (): string =>
  [
    '# The versions that nx-gitops is tested with: https://mise.jdx.dev, then "mise install".',
    '[tools]',
    ...Object.entries(tools).map(([name, tool]) => `${name} = "${toolVersions[tool].version}"`),
    '',
  ].join('\n');

/** Writes mise.toml, unless there is one: that belongs to its author. Answers whether it wrote. */
export async function writeMise(root: string): Promise<boolean> {
  const file = join(root, 'mise.toml');
  if ((await findText(file)) !== undefined) return false;
  await writeAtomic(file, miseText());
  return true;
}

import { posix } from 'node:path';
import type { FileTree } from '../../model/build-key/build-key.ts';
import type { Finding } from '../finding.ts';
import { foldersAbove } from '../repository.ts';
import { configName } from '../sops/creation-rules.ts';

/** sops looks for its rules from the current folder upward, not from the file: of two that are nested either may be taken. */
export function checkNestedConfig(path: string, tree: FileTree): Finding[] {
  if (posix.basename(path) !== configName) return [];
  const folder = path.slice(0, -configName.length);
  const above = foldersAbove(folder === '' ? configName : folder.slice(0, -1))
    .filter((each) => each !== folder)
    .map((each) => `${each}${configName}`);
  const outer = above.find((each) => tree.has(each));
  const inner = [...tree.keys()].find(
    (each) => each !== path && each.startsWith(folder) && each.endsWith(`/${configName}`),
  );
  const other = outer ?? inner;
  if (other === undefined) return [];
  return [
    {
      path,
      line: 1,
      rule: 'settings',
      message: `There is another ${configName} ${outer ? 'above' : 'below'} this one, ${other}: sops takes the one that it meets first from the current folder upward`,
      hint: `Keep one ${configName} with a rule for each folder, or always run sops in the folder of the file`,
      level: 'note',
      evidence: other,
    },
  ];
}

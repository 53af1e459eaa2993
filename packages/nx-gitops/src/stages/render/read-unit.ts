import { join } from 'node:path';
import { findText } from '../../io/files.ts';
import { listFiles } from '../../io/list-files.ts';
import { unitFolders, type RenderedUnit } from '../../model/render/rendered-unit.ts';

/** A unit as it lies in the tree. `tree` is the folder of the rendered umbrella chart, absolute. */
export async function readUnit(name: string, tree: string): Promise<RenderedUnit> {
  const chart = tree.slice(tree.lastIndexOf('/') + 1);
  const files = new Map<string, string>();
  for (const folder of unitFolders(name)) {
    for (const file of await listFiles(join(tree, folder))) {
      const text = await findText(join(tree, folder, file));
      if (text !== undefined) files.set(`${chart}/${folder}/${file}`, text);
    }
  }
  return { name, files };
}

import { posix } from 'node:path';
import { glob, type Tree } from '@nx/devkit';
import { parseAllDocuments } from 'yaml';
import type { DefinitionObject } from '../../model/adopt/definition.ts';
import { isTree } from '../../model/manifest/tree.ts';

/** The objects in YAML files of the workspace. Templates and what does not parse are none. */
export function readObjects(tree: Tree, folder: string | undefined): DefinitionObject[] {
  const below =
    folder === undefined || folder === '.' ? '' : `${folder.replace(/^\.\/|\/+$/g, '')}/`;
  return glob(tree, [`${below}**/*.yaml`, `${below}**/*.yml`])
    .filter((file) => !/(^|\/)(\.release|charts|templates)\//.test(file))
    .sort()
    .flatMap((file) => {
      const text = tree.read(file, 'utf8') ?? '';
      if (!/^apiVersion:/m.test(text)) return [];
      return parseAllDocuments(text, { logLevel: 'silent' }).flatMap((document) => {
        if (!('toJS' in document) || document.errors.length > 0) return [];
        const object: unknown = document.toJS();
        return isTree(object) ? [{ file: posix.normalize(file), object }] : [];
      });
    });
}

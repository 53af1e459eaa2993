import { join } from 'node:path';
import { writeIfChanged } from './files.ts';

/**
 * Keeps the folder of the plugin out of Git, whatever the workspace's own .gitignore says. Build contexts lie in it
 * for a moment: copies of `kbld.yaml` that must not be taken for services.
 */
export const ignoreStateFolder = (workspace: string): Promise<boolean> =>
  writeIfChanged(join(workspace, '.nx-gitops', '.gitignore'), '*\n');

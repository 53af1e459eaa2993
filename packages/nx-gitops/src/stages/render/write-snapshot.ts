import { join, posix } from 'node:path';
import { removeFile, replaceFolders, writeIfChanged } from '../../io/files.ts';
import { withTemporaryFolder } from '../../io/temporary-folder.ts';
import { writeFiles } from '../../io/write-files.ts';
import type { Environment } from '../../model/parse-settings.ts';
import type { RenderedUnit } from '../../model/rendered-unit.ts';
import { recordName } from '../secrets/sealed-record.ts';

export interface Snapshot {
  readonly units: readonly RenderedUnit[];
  /** Files that take the place of those of the units. */
  readonly sealedFiles: ReadonlyMap<string, string>;
  readonly state: string;
}

export const statePath = ({ release }: Environment): string => posix.join(release, 'state.yaml');

/** The last step of the pipeline: the tree and the snapshot, by renames. Answers whether the snapshot is a new one. */
export function writeSnapshot(
  environment: Environment,
  { units, sealedFiles, state }: Snapshot,
  root: string,
): Promise<boolean> {
  return withTemporaryFolder(root, async (folder) => {
    for (const { files } of units) writeFiles(folder, files);
    writeFiles(folder, sealedFiles);
    await replaceFolders(folder, join(root, environment.release));
    if (!sealedFiles.has(recordName)) {
      await removeFile(join(root, environment.release, recordName));
    }
    return writeIfChanged(join(root, statePath(environment)), state);
  });
}

import { join } from 'node:path';
import {
  removeFile,
  removeFolder,
  replaceFolders,
  writeAtomic,
  writeIfChanged,
} from '../../io/files.ts';
import { withTemporaryFolder } from '../../io/temporary-folder.ts';
import { writeFiles } from '../../io/write-files.ts';
import type { Environment } from '../../model/settings/environment.ts';
import { renderRecordName } from '../../model/render/render-record.ts';
import { statePath } from '../../model/settings/state-path.ts';
import { unitFolders, type RenderedUnit } from '../../model/render/rendered-unit.ts';
import { findDiffering } from './find-differing.ts';
import { recordName } from '../secrets/sealed-record.ts';

export interface Snapshot {
  /** Name of the umbrella chart. */
  readonly chart: string;
  /** All units, or those that changed. */
  readonly units: readonly RenderedUnit[];
  readonly isFull: boolean;
  /** Units that have no files any more. */
  readonly removed: readonly string[];
  /** Files that take the place of those of the units. */
  readonly sealedFiles: ReadonlyMap<string, string>;
  readonly state: string;
  /** Another state lies there. */
  readonly changed: boolean;
  /** What the snapshot was made from; undefined where that is not known by units. */
  readonly record: string | undefined;
}

/**
 * The last step of the pipeline: the tree, the snapshot and the record, by renames. In this order: what is killed in
 * between leaves a record that does not fit.
 */
export async function writeSnapshot(
  environment: Environment,
  snapshot: Snapshot,
  root: string,
): Promise<void> {
  const release = join(root, environment.release);
  const { chart, units, isFull, sealedFiles } = snapshot;
  const differing =
    isFull && sealedFiles.size === 0
      ? await findDiffering(join(release, chart), chart, units)
      : undefined;
  await withTemporaryFolder(root, (folder) =>
    isFull && !differing
      ? writeAll(snapshot, folder, release)
      : writeSome({ ...snapshot, ...differing }, folder, release),
  );
  if (snapshot.changed) await writeAtomic(join(root, statePath(environment)), snapshot.state);
  if (!snapshot.sealedFiles.has(recordName)) await removeFile(join(release, recordName));
  if (snapshot.record === undefined) await removeFile(join(release, renderRecordName));
  else await writeIfChanged(join(release, renderRecordName), snapshot.record);
}

async function writeAll(snapshot: Snapshot, folder: string, release: string): Promise<void> {
  for (const { files } of snapshot.units) writeFiles(folder, files);
  writeFiles(folder, snapshot.sealedFiles);
  await replaceFolders(folder, release);
}

async function writeSome(
  { chart, units, removed }: Snapshot,
  folder: string,
  release: string,
): Promise<void> {
  const own = join(folder, 'own');
  const others = join(folder, 'others');
  for (const { name, files } of units) writeFiles(name === '' ? own : others, files);
  const names = new Set([...removed, ...units.map(({ name }) => name)]);
  for (const name of names) {
    for (const one of unitFolders(name)) await removeFolder(join(release, chart, one));
  }
  await replaceFolders(join(own, chart), join(release, chart));
  await replaceFolders(join(others, chart, 'charts'), join(release, chart, 'charts'));
}

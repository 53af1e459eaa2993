import { createHash } from 'node:crypto';
import { join, posix } from 'node:path';
import { findBytes, findText, listNames, writeAtomic } from '../../io/files.ts';
import { listFiles } from '../../io/list-files.ts';
import { withTemporaryFolder } from '../../io/temporary-folder.ts';
import { digestContents, readChartArchive } from '../../model/chart/chart-archive.ts';
import { packageChart } from '../../tools/helm-pull.ts';
import type { StageContext } from '../stage-context.ts';

export interface LocalChart {
  readonly name: string;
  readonly version: string;
  /** Where its sources are, relative to the workspace. */
  readonly folder: string;
  /** The chart that depends on it. */
  readonly chart: string;
}

/**
 * Keeps the archive of a `file://` chart in step with its folder: Helm itself renders a stale one silently. It is
 * packed only where the folder changed since, and written only where its contents differ.
 */
export async function packLocalChart(local: LocalChart, stage: StageContext): Promise<void> {
  const { root, run, report } = stage;
  const file = posix.join(local.chart, 'charts', `${local.name}-${local.version}.tgz`);
  const fingerprint = digestContents(await readFiles(join(root, local.folder)));
  const record = join(root, '.nx-gitops', 'chart-sources', hash(file));
  const present = await findBytes(join(root, file));
  if (present && (await findText(record)) === `${fingerprint} ${hash(present)}`) return;
  const bytes = await withTemporaryFolder(root, async (folder) => {
    await packageChart(run, join(root, local.folder), folder);
    const [name = ''] = await listNames(folder);
    return (await findBytes(join(folder, name))) ?? new Uint8Array();
  });
  const isSame = present !== undefined && contentsOf(present, file) === contentsOf(bytes, file);
  if (!isSame) {
    await writeAtomic(join(root, file), bytes);
    report(`${file}: packed from ${local.folder}`);
  }
  await writeAtomic(record, `${fingerprint} ${hash(isSame ? present : bytes)}`);
}

const contentsOf = (bytes: Uint8Array, file: string): string =>
  digestContents(readChartArchive(bytes, file).files);

async function readFiles(folder: string): Promise<Map<string, Uint8Array>> {
  const paths = await listFiles(folder);
  const contents = await Promise.all(paths.map((path) => findBytes(join(folder, path))));
  return new Map(paths.map((path, index) => [path, contents[index] ?? new Uint8Array()]));
}

const hash = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex');

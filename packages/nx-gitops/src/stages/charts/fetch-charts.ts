import { join } from 'node:path';
import { findBytes, listNames, writeAtomic } from '../../io/files.ts';
import { withTemporaryFolder } from '../../io/temporary-folder.ts';
import { GitopsError } from '../../model/errors.ts';
import { pullChart, type ChartWanted } from '../../tools/helm-pull.ts';
import type { StageContext } from '../stage-context.ts';
import { readArchive, type VendoredArchive } from './judge-dependencies.ts';

/** A chart that was fetched; `file` of its archive is the name that it has in `charts/`. */
export interface FetchedChart extends VendoredArchive {
  readonly bytes: Uint8Array;
}

/** Fetches a chart to memory. It has to be the chart that was asked for. */
export const fetchChart = (
  wanted: ChartWanted,
  { root, run }: StageContext,
): Promise<FetchedChart> =>
  withTemporaryFolder(root, async (folder) => {
    await pullChart(run, wanted, folder);
    const [file = ''] = await listNames(folder);
    const archive = await readArchive(folder, file);
    if (archive.name !== wanted.name) {
      throw new GitopsError(
        'CHART_MISMATCH',
        `The chart fetched as "${wanted.name}" calls itself "${archive.name}"`,
        'Correct the name in Chart.yaml.',
      );
    }
    const bytes = (await findBytes(join(folder, file))) ?? new Uint8Array();
    return { ...archive, file: `${archive.name}-${archive.version}.tgz`, bytes };
  });

/** A registry may publish one version twice; Helm does not notice, Chart.lock here does. */
export function checkPin(
  fetched: FetchedChart,
  pins: ReadonlyMap<string, string>,
  chart: string,
): void {
  const pin = pins.get(fetched.file);
  if (pin === undefined || pin === fetched.digest) return;
  throw new GitopsError(
    'CHART_MISMATCH',
    `${fetched.name} ${fetched.version} was published again: it is ${fetched.digest}, ${chart}/Chart.lock records ${pin}`,
    `If that is right, delete the line "# archive: ${fetched.file}" of Chart.lock and run "nx-gitops charts update".`,
  );
}

export const vendorChart = (
  root: string,
  chart: string,
  { file, bytes }: FetchedChart,
): Promise<void> => writeAtomic(join(root, chart, 'charts', file), bytes);

import { join, posix, resolve } from 'node:path';
import { findBytes, findText, listNames, writeAtomic } from '../../io/files.ts';
import { listFiles } from '../../io/list-files.ts';
import { withTemporaryFolder } from '../../io/temporary-folder.ts';
import { digestContents } from '../../model/chart/chart-archive.ts';
import { GitopsError } from '../../model/errors.ts';
import { parseLock } from '../../model/lock/parse-lock.ts';
import { joinLocks } from '../../model/lock/lock-set.ts';
import { pinChartText } from '../../model/chart/pin-chart.ts';
import { pinValues } from '../../model/chart/pin-values.ts';
import { indexCharts, packageChart, pushArchive } from '../../tools/helm-pull.ts';
import type { StageContext } from '../stage-context.ts';
import { readVersion } from './judge-dependencies.ts';
import { prepareNested } from './prepare-dependencies.ts';

export interface PushChartInput {
  /** Folder of the chart and path of the service's lock, relative to the workspace. */
  readonly chart: string;
  readonly lock: string;
  /** `oci://…`, or the folder of a chart repository that somebody serves; relative to the workspace. */
  readonly to: string;
}

export interface PushedChart {
  readonly name: string;
  /** The version of the chart, and after `+` what its contents and the digests in it are. */
  readonly version: string;
  readonly to: string;
}

/** Packs the chart of a service with its images by digest, and brings it to where others can depend on it. */
export async function pushChart(input: PushChartInput, stage: StageContext): Promise<PushedChart> {
  const { root, run, dryRun } = stage;
  const { chart, to } = input;
  const version = await readVersion(root, chart);
  if (version === undefined) {
    throw new GitopsError(
      'CHART_INVALID',
      `${chart}/Chart.yaml does not exist`,
      'Name a service that has a subchart.',
    );
  }
  await prepareNested(chart, stage);
  const { files, key } = await readPinned(input, root);
  const pushed = `${version.split('+')[0]}+${digestContents(files).slice('sha256:'.length).slice(0, 12)}`;
  const name = posix.basename(chart);
  if (dryRun) return { name, version: pushed, to };
  return withTemporaryFolder(root, async (folder) => {
    for (const [path, content] of files) await writeAtomic(join(folder, name, path), content);
    const target = join(folder, 'packed');
    await packageChart(run, join(folder, name), target, { version: pushed, appVersion: key });
    const [archive = ''] = await listNames(target);
    if (to.startsWith('oci://')) {
      await pushArchive(run, join(target, archive), to);
    } else {
      const bytes = (await findBytes(join(target, archive))) ?? new Uint8Array();
      await writeAtomic(resolve(root, to, archive), bytes);
      await indexCharts(run, resolve(root, to));
    }
    return { name, version: pushed, to };
  });
}

/** How the images in a file of a chart are pinned; undefined where it names none. */
function pinOf(path: string): typeof pinValues | undefined {
  if (/^values\.ya?ml$/.test(path)) return pinValues;
  return /^templates\/.*\.(ya?ml|tpl)$/.test(path) ? pinChartText : undefined;
}

/** The files of the chart with digests in them, and the build key of these. */
async function readPinned(
  { chart, lock }: PushChartInput,
  root: string,
): Promise<{ files: Map<string, Uint8Array>; key: string }> {
  const text = await findText(join(root, lock));
  if (text === undefined) {
    throw new GitopsError(
      'LOCK_MISSING',
      `${lock} does not exist`,
      'Make it with "nx lock <service>".',
    );
  }
  const parsed = parseLock(text, lock);
  const locks = joinLocks([[lock, parsed]]);
  const paths = await listFiles(join(root, chart));
  const contents = await Promise.all(
    paths.map(async (path): Promise<Uint8Array> => {
      const bytes = (await findBytes(join(root, chart, path))) ?? Buffer.alloc(0);
      const pin = pinOf(path);
      return pin ? Buffer.from(pin(bytes.toString('utf8'), locks)) : bytes;
    }),
  );
  return {
    files: new Map(paths.map((path, index) => [path, contents[index] ?? new Uint8Array()])),
    key: parsed.built?.key ?? '',
  };
}

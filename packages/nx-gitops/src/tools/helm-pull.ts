import { GitopsError } from '../model/errors.ts';
import { isLoopback, type ChartSource } from '../model/chart/chart-source.ts';
import { expectSuccess, lastLines, type RunTool } from './run-tool.ts';

export interface ChartWanted {
  readonly name: string;
  /** A version, or a range: then the newest in it is fetched. */
  readonly version: string;
  readonly source: Exclude<ChartSource, { kind: 'embedded' | 'path' }>;
}

/** The repositories that Helm's own configuration knows; their credentials stay there. */
export async function listRepositories(
  run: RunTool,
): Promise<readonly { readonly name: string; readonly url: string }[]> {
  const { exitCode, stdout } = await run('helm', ['repo', 'list', '--output=json']);
  return exitCode === 0 ? (JSON.parse(stdout || '[]') as { name: string; url: string }[]) : [];
}

/** Fetches a chart as an archive into `folder`, with Helm's own credentials, plugins and certificates. */
export async function pullChart(run: RunTool, wanted: ChartWanted, folder: string): Promise<void> {
  const known = await findKnown(run, wanted.source);
  if (known !== undefined) {
    const updated = await run('helm', ['repo', 'update', known]);
    if (updated.exitCode !== 0) throw unreachable(wanted, updated.stderr || updated.stdout);
  }
  const place = known === undefined ? locate(wanted) : [`${known}/${wanted.name}`];
  const args = ['pull', ...place, `--version=${wanted.version}`, `--destination=${folder}`];
  const result = await run('helm', args);
  if (result.exitCode !== 0) throw unreachable(wanted, result.stderr);
}

/** Helm gives the credentials of a repository only where it is asked for by the name that it knows. */
async function findKnown(run: RunTool, source: ChartWanted['source']): Promise<string | undefined> {
  if (source.kind === 'oci') return undefined;
  if (source.kind === 'named') return source.repository;
  const bare = (url: string): string => url.replace(/\/+$/, '');
  const repositories = await listRepositories(run);
  return repositories.find(({ url }) => bare(url) === bare(source.url))?.name;
}

function locate({ name, source }: ChartWanted): string[] {
  if (source.kind === 'named') return [];
  if (source.kind === 'repository') return [name, `--repo=${source.url}`];
  return [source.reference, ...(source.isLoopback ? ['--plain-http'] : [])];
}

/** Packs the chart in a folder into another; `version` over the one in its Chart.yaml. */
export async function packageChart(
  run: RunTool,
  chart: string,
  folder: string,
  versions: { readonly version?: string; readonly appVersion?: string } = {},
): Promise<void> {
  const result = await run('helm', [
    'package',
    chart,
    `--destination=${folder}`,
    ...(versions.version === undefined ? [] : [`--version=${versions.version}`]),
    ...(!versions.appVersion ? [] : [`--app-version=${versions.appVersion}`]),
  ]);
  if (result.exitCode === 0) return;
  throw new GitopsError(
    'CHART_INVALID',
    `helm cannot pack the chart ${chart}: ${firstLine(result.stderr)}`,
    'Correct the chart.',
  );
}

export function unreachable({ name, version, source }: ChartWanted, output: string): GitopsError {
  const from =
    source.kind === 'named'
      ? `the repository "${source.repository}"`
      : source.kind === 'oci'
        ? source.reference
        : source.url;
  return new GitopsError(
    'CHART_UNREACHABLE',
    `The chart ${name} ${version} cannot be fetched from ${from}: ${firstLine(output)}`,
    hintFor(source, output),
  );
}

function hintFor(source: ChartWanted['source'], output: string): string {
  const isOci = source.kind === 'oci';
  if (isRefusal(output)) {
    return isOci
      ? `Log in: helm registry login ${source.reference.split('/')[2]}.`
      : 'Give Helm the account: helm repo add <name> <url> --username <name> --password-stdin.';
  }
  if (/x509|certificate/i.test(output)) {
    return isOci
      ? 'Let this machine trust the authority: SSL_CERT_FILE names its certificate.'
      : 'Name the authority: helm repo add <name> <url> --ca-file <file>, or SSL_CERT_FILE.';
  }
  if (/not found|no chart (name|version)|could not locate|manifest unknown/i.test(output)) {
    return 'Correct the name or the version in Chart.yaml, then run "nx-gitops charts update".';
  }
  if (/scheme .* not supported|could not find protocol handler/i.test(output)) {
    return 'Install the downloader plugin of this scheme: helm plugin install; HELM_PLUGINS names the folder.';
  }
  return 'Check the repository in Chart.yaml and the network.';
}

/** Whether Helm was not let in. The digests that it names have such numbers in them, too. */
export const isRefusal = (output: string): boolean =>
  /\b40[13]\b|unauthorized|denied|forbidden|basic credential/i.test(output);

const firstLine = (stderr: string): string =>
  /^Error: (.*)/m.exec(stderr)?.[1]?.trim() ?? lastLines(stderr, 3);

/** Pushes an archive to a registry, `oci://…`. */
export async function pushArchive(run: RunTool, archive: string, to: string): Promise<void> {
  const isLocal = isLoopback(to.slice('oci://'.length));
  const result = await run('helm', ['push', archive, to, ...(isLocal ? ['--plain-http'] : [])]);
  if (result.exitCode === 0) return;
  const isRefused = isRefusal(result.stderr);
  throw new GitopsError(
    isRefused ? 'PUSH_REFUSED' : 'REGISTRY_UNREACHABLE',
    `helm cannot push the chart to ${to}: ${firstLine(result.stderr)}`,
    isRefused
      ? `Log in with an account that may push there: helm registry login ${to.split('/')[2]}.`
      : 'Check the name of the registry and the network.',
  );
}

/** Brings the index of a folder of archives in step with them. */
export async function indexCharts(run: RunTool, folder: string): Promise<void> {
  expectSuccess('helm', `indexing ${folder}`, await run('helm', ['repo', 'index', folder]));
}

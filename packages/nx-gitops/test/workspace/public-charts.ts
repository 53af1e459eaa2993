import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { repositoryRoot } from './repository-root.ts';

/** Go modules that carry the chart of their project; `test/charts/go.sum` says what is in them. */
export const publicCharts = [
  {
    name: 'kyverno',
    version: '3.5.2',
    module: 'github.com/kyverno/kyverno@v1.15.2',
    folder: 'charts/kyverno',
  },
  {
    name: 'external-secrets',
    version: '0.20.3',
    module: 'github.com/external-secrets/external-secrets@v0.20.4',
    folder: 'deploy/charts/external-secrets',
  },
  {
    name: 'cilium',
    version: '1.18.3',
    module: 'github.com/cilium/cilium@v1.18.3',
    folder: 'install/kubernetes/cilium',
  },
] as const;

/** Dependencies that are off by default, from places that a test cannot reach. */
const leftOut = /^ {2}- name: (openreports|bitwarden-sdk-server)\n(?: {4}.*\n)+/gm;

/** The archive of a chart, as its project would push it. It is made once for a checkout, in `.nx-gitops`. */
export async function packPublicChart({
  name,
  version,
  module,
  folder,
}: (typeof publicCharts)[number]): Promise<string> {
  const home = join(repositoryRoot, '.nx-gitops', 'public-charts');
  const archive = join(home, `${name}-${version}.tgz`);
  if (existsSync(archive)) return archive;
  await mkdir(home, { recursive: true });
  const work = await mkdtemp(join(home, '.making-'));
  const chart = join(work, name);
  await cp(join(await downloadModule(module), folder), chart, { recursive: true });
  await execa('chmod', ['--recursive', 'u+w', chart]);
  const file = join(chart, 'Chart.yaml');
  const text = (await readFile(file, 'utf8')).replace(leftOut, '');
  await writeFile(file, text.replace(/^dependencies:\n(?! )/m, ''));
  await rm(join(chart, 'Chart.lock'), { force: true });
  await execa('helm', ['package', chart, `--destination=${work}`]);
  await rename(join(work, `${name}-${version}.tgz`), archive);
  await rm(work, { recursive: true });
  return archive;
}

async function downloadModule(module: string): Promise<string> {
  const { stdout } = await execa('go', ['mod', 'download', '-json', module], {
    cwd: join(import.meta.dirname, '../charts'),
    env: { GOFLAGS: '-mod=readonly', GOWORK: 'off' },
  });
  return (JSON.parse(stdout) as { Dir: string }).Dir;
}

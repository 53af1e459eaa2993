import { posix } from 'node:path';
import { digestKey, listKey, type KeyListing } from '../model/build-key/build-key.ts';
import { findCoveredFiles, type CoveredFile } from '../model/build-key/covered-files.ts';
import {
  productionFiles,
  type FileSets,
  type NamedInputs,
} from '../model/build-key/named-inputs.ts';
import { digestPackages, parsePackageLock } from '../model/build-key/package-lock.ts';
import type { ConfigRepository } from '../model/settings/parse-settings.ts';
import type { Service } from './services.ts';
import type { Sources } from './sources.ts';

/** Computes build keys from one view of the repository's files. */
export interface BuildKeys {
  /** The files that decide what the images of a service hold. */
  readonly cover: (service: Service, roots: readonly string[]) => readonly CoveredFile[];
  readonly list: (service: Service, roots: readonly string[]) => KeyListing;
  readonly digest: (service: Service, roots: readonly string[]) => string;
}

type Settings = ConfigRepository['buildKey'];

const noSettings: Settings = { packages: undefined, files: [] };

/** Files of a workspace that take part in every build, beside those that `production` names. */
const workspaceFiles = ['tsconfig.base.json', '.npmrc', '.swcrc', 'babel.config.json'];

/** `settingsOf` gives the `buildKey` settings of the config repository that deploys a service. */
export async function openBuildKeys(
  sources: Sources,
  projectRoots: ReadonlySet<string>,
  settingsOf: (service: Service) => Settings | undefined,
): Promise<BuildKeys> {
  const fileSetsOf = await readFileSets(sources, projectRoots);
  const digestOf = await readPackages(sources);
  const cover: BuildKeys['cover'] = (service, roots) => {
    const { files } = settingsOf(service) ?? noSettings;
    const always = [...workspaceFiles, ...files, service.kbldFile, ...dockerfiles(service)];
    return findCoveredFiles(sources.sorted, { roots, fileSetsOf, always });
  };
  const list: BuildKeys['list'] = (service, roots) =>
    listKey({
      files: cover(service, roots),
      packages: digestOf(roots, settingsOf(service)?.packages),
    });
  const digests = new Map<string, string>();
  const digest: BuildKeys['digest'] = (service, roots) => {
    const key = JSON.stringify([service.kbldFile, roots]);
    const known = digests.get(key) ?? digestKey(list(service, roots));
    digests.set(key, known);
    return known;
  };
  return { cover, list, digest };
}

const dockerfiles = ({ images }: Service): string[] =>
  images.flatMap(({ dockerfile, context }) => [
    dockerfile,
    `${dockerfile}.dockerignore`,
    posix.join(context, '.dockerignore'),
  ]);

/** The filesets of each project: `nx.json`, then the project's own named inputs over it. */
async function readFileSets(
  { readText }: Sources,
  roots: ReadonlySet<string>,
): Promise<(root: string) => FileSets> {
  const shared = namedInputsOf(await readText('nx.json'));
  const usual = productionFiles(shared);
  const own = new Map<string, FileSets>();
  await Promise.all(
    [...roots].map(async (root) => {
      const manifest = parse(await readText(posix.join(root, 'package.json')));
      const inputs = [
        (manifest['nx'] as { namedInputs?: NamedInputs } | undefined)?.namedInputs,
        namedInputsOf(await readText(posix.join(root, 'project.json'))),
      ];
      if (inputs.some(Boolean)) own.set(root, productionFiles(shared, ...inputs));
    }),
  );
  return (root) => own.get(root) ?? usual;
}

const namedInputsOf = (text: string | undefined): NamedInputs | undefined =>
  parse(text)['namedInputs'] as NamedInputs | undefined;

function parse(text: string | undefined): Record<string, unknown> {
  try {
    return (text === undefined ? {} : JSON.parse(text)) as Record<string, unknown>;
  } catch {
    return {};
  }
}

const lockFiles = ['npm-shrinkwrap.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock', 'bun.lockb'];

type DigestOf = (
  roots: readonly string[],
  rootPackages: readonly string[] | undefined,
) => string | undefined;

/** What the projects can reach of package-lock.json; of other lock files the whole. */
async function readPackages({ sorted, readText }: Sources): Promise<DigestOf> {
  const text = sorted.tree.has('package-lock.json')
    ? await readText('package-lock.json')
    : undefined;
  const packages = text === undefined ? undefined : parsePackageLock(text);
  const whole = ['package-lock.json', ...lockFiles]
    .map((file) => sorted.tree.get(file)?.blob)
    .find((blob) => blob !== undefined);
  const digests = new Map<string, string | undefined>();
  return (roots, rootPackages) => {
    const key = JSON.stringify([roots, rootPackages]);
    if (!digests.has(key)) {
      const reached = packages && digestPackages(packages, roots, rootPackages);
      digests.set(key, reached ?? (whole && `whole ${whole}`));
    }
    return digests.get(key);
  };
}

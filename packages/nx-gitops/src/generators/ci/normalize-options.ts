import { posix } from 'node:path';
import { readJson, readNxJson, type Tree } from '@nx/devkit';
import type { Environment } from '../../model/settings/environment.ts';
import { parseSettings } from '../../model/settings/parse-settings.ts';
import { parseYamlDocument } from '../../model/manifest/yaml.ts';
import { chooseRepository } from '../choose-repository.ts';
import type { CiOptions } from './schema.ts';

/** A cluster that jobs get into. */
export interface Cluster {
  /** The environment, or "preview". */
  readonly name: string;
  /** How it is called in the kubeconfig of a job. */
  readonly context: string;
}

/** An environment that a pipeline deploys to. */
export interface CiEnvironment extends Cluster {
  readonly namespace: string;
  /** Somebody looks at the plan first: what comes after the first environment, or is protected. */
  readonly isApproved: boolean;
  /** Its snapshot in the workspace. */
  readonly snapshot: string;
}

export type PackageManager = 'npm' | 'pnpm' | 'yarn';

/** What the pipeline is to be, with everything found out. */
export interface CiPlan {
  /** Name of the Nx project of the config repository. */
  readonly project: string;
  readonly application: string;
  readonly branch: string;
  readonly manager: PackageManager;
  /** The default one first, without "local". */
  readonly environments: readonly CiEnvironment[];
  /** Environments that gitops.yaml names no context for: a job could not tell their clusters apart. */
  readonly withoutContext: readonly string[];
  readonly cloud: NonNullable<CiOptions['cloud']>;
  /** The cluster of previews; undefined: there are none. */
  readonly previews: Cluster | undefined;
  readonly targets: readonly string[];
  readonly distribution: NonNullable<CiOptions['distribution']>;
  readonly workers: number;
  readonly remoteCache: boolean;
}

export function normalizeOptions(tree: Tree, options: CiOptions): CiPlan {
  const folder = chooseRepository(tree, options.configRepository);
  const file = `${folder}/gitops.yaml`;
  const text = tree.read(file, 'utf8') ?? '';
  const repository = parseSettings(text, folder);
  const { application, environments, preview } = repository;
  const settings = parseYamlDocument(text, file).value as { preview?: unknown } | null;
  const manifest = `${folder}/package.json`;
  const { name } = tree.exists(manifest) ? readJson<{ name?: string }>(tree, manifest) : {};
  const deployed = environments
    .filter((environment) => environment.name !== 'local')
    .sort((a, b) => Number(b.isDefault) - Number(a.isDefault));
  const base = environments.find((one) => one.name === preview.base) ?? deployed[0];
  return {
    project: name ?? posix.basename(folder),
    application,
    branch: readNxJson(tree)?.defaultBase ?? 'main',
    manager: findManager(tree),
    environments: deployed.map(toCiEnvironment),
    withoutContext: deployed.filter(({ context }) => !context).map((one) => one.name),
    cloud: options.cloud ?? 'none',
    previews:
      (options.previews ?? settings?.preview !== undefined)
        ? { name: 'preview', context: preview.context ?? base?.context ?? base?.name ?? 'preview' }
        : undefined,
    targets: options.targets ?? ['lint', 'test', 'build'],
    distribution: options.distribution ?? 'none',
    workers: options.workers ?? 3,
    remoteCache: options.remoteCache ?? false,
  };
}

const toCiEnvironment = (
  { name, namespace, context, release, ...environment }: Environment,
  index: number,
): CiEnvironment => ({
  name,
  namespace,
  context: context ?? name,
  isApproved: index > 0 || environment.protected,
  snapshot: `${release}/state.yaml`,
});

function findManager(tree: Tree): PackageManager {
  if (tree.exists('pnpm-lock.yaml') || tree.exists('pnpm-workspace.yaml')) return 'pnpm';
  return tree.exists('yarn.lock') ? 'yarn' : 'npm';
}

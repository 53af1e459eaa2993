import { posix } from 'node:path';
import { glob, readJson, type Tree } from '@nx/devkit';
import { GitopsError } from '../../model/errors.ts';
import type { InitOptions } from './schema.ts';

/** What init was asked for, with every default filled in. */
export interface InitPlan {
  readonly application: string;
  readonly registry: string | undefined;
  /** Folder of the config repository; the one that is there, where there is one. */
  readonly folder: string;
  /** The default one first. */
  readonly environments: readonly [string, ...string[]];
  readonly secrets: boolean;
  readonly recipients: readonly string[];
  readonly hooks: boolean;
}

const defaultEnvironments = ['staging', 'production', 'local'];

export function normalizeOptions(tree: Tree, options: InitOptions): InitPlan {
  const [there] = glob(tree, ['**/gitops.yaml']).map((file) => posix.dirname(file));
  const wanted = (options.directory ?? 'config-repository').replace(/^\.\/|\/+$/g, '');
  const [first = 'staging', ...others] = options.environments ?? defaultEnvironments;
  [first, ...others].forEach(refuseName);
  (options.ageRecipients ?? []).forEach(refuseRecipient);
  return {
    application: options.application ?? nameOf(tree),
    registry: options.registry?.replace(/\/+$/, '') || undefined,
    folder: there ?? wanted,
    environments: [first, ...others],
    secrets: options.secrets ?? true,
    recipients: options.ageRecipients ?? [],
    hooks: options.hooks ?? true,
  };
}

/** The name of the workspace, in the form that Kubernetes takes for a namespace. */
function nameOf(tree: Tree): string {
  const { name = 'app' } = tree.exists('package.json')
    ? readJson<{ name?: string }>(tree, 'package.json')
    : {};
  const plain = name
    .replace(/^@/, '')
    .replace(/\/(source|workspace)$/, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return plain.slice(0, 40).replace(/-+$/, '') || 'app';
}

function refuseName(name: string): void {
  if (/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name) && name !== 'default') return;
  throw new GitopsError(
    'OPTIONS_INVALID',
    `--environments: "${name}" cannot be the name of an environment`,
    'Take lower-case letters, digits and dashes; "default" has a meaning of its own.',
  );
}

function refuseRecipient(recipient: string): void {
  if (/^age1[a-z0-9]{20,}$/.test(recipient)) return;
  throw new GitopsError(
    'OPTIONS_INVALID',
    '--ageRecipients takes public age keys, and one of these is none',
    'They begin with "age1"; "age-keygen -y <file>" prints that of a key.',
  );
}

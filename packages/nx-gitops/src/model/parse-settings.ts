import { posix } from 'node:path';
import * as v from 'valibot';
import { GitopsError } from './errors.ts';
import type { IgnoreRule } from './drift.ts';
import { parseFreeze, type Freeze } from './freeze.ts';
import type { ImagePolicy } from './image-policies.ts';
import { normalizePreview, type PreviewDefaults } from './preview-settings.ts';
import { normalizePromotion, type Promotion } from './promotion-settings.ts';
import { fullVersion } from './full-version.ts';
import { normalizePublishing, type Publishing } from './publish-settings.ts';
import { Settings, type EnvironmentSettings } from './settings.ts';
import { normalizeValidation, type Validation } from './validation-settings.ts';
import { parseYamlDocument } from './yaml.ts';

/** A named target of deployment, with every default filled in. Paths are relative to the workspace. */
export interface Environment {
  readonly name: string;
  readonly isDefault: boolean;
  readonly namespace: string;
  readonly context: string | undefined;
  readonly kubernetes: string;
  readonly waitTimeout: string;
  readonly locks: 'shared' | 'own' | 'pinned';
  /** Deploy only what is on a remote branch. */
  readonly committed: boolean;
  /** A deploy has to be confirmed. */
  readonly protected: boolean;
  /** Closed: deploy refuses. */
  readonly freeze: Freeze | undefined;
  readonly validation: Validation;
  /** What has to hold before locks of another environment come in. */
  readonly promotion: Promotion;
  readonly values: readonly string[];
  /** Where the files of its own lie; the config repository itself where there are no environments. */
  readonly folder: string;
  /** Where the snapshot and the rendered tree lie. */
  readonly release: string;
  /** Where the locks of services lie. */
  readonly lockFolder: string;
}

export interface ConfigRepository {
  readonly root: string;
  readonly application: string;
  readonly chart: string;
  /** The folder of the shared locks, which holds third-party images too. */
  readonly sharedLocks: string;
  readonly services: readonly string[] | undefined;
  readonly buildKey: {
    readonly packages: readonly string[] | undefined;
    readonly files: readonly string[];
  };
  readonly publishing: Publishing;
  /** Differences from the snapshot that are expected. */
  readonly driftIgnore: readonly IgnoreRule[];
  readonly preview: PreviewDefaults;
  /** Which versions of third-party images may come in. */
  readonly images: readonly ImagePolicy[];
  /** At least one; the default environment first, the others by name. */
  readonly environments: readonly [Environment, ...Environment[]];
}

export const defaultKubernetes = '1.34.0';

/** `gitops.yaml` → a config repository. `root` is its folder relative to the workspace. */
export function parseSettings(text: string, root: string): ConfigRepository {
  const file = posix.join(root, 'gitops.yaml');
  const document = parseYamlDocument(text, file);
  const result = v.safeParse(Settings, document.value ?? {});
  if (!result.success) {
    const issue = result.issues[0];
    const path = v.getDotPath(issue);
    throw new GitopsError(
      'SETTINGS_INVALID',
      `${file}:${document.lineOf(issue.path?.map((item) => item.key as string) ?? [])}${path ? ` ${path}` : ''}: ${issue.message}`,
      'Correct the setting; docs/config-repository.md lists them all.',
    );
  }
  return normalize(result.output, root, file);
}

function normalize(settings: Settings, root: string, file: string): ConfigRepository {
  const application = settings.application ?? defaultApplication(root);
  const names = Object.keys(settings.environments ?? {}).sort();
  const defaultName = settings.defaultEnvironment ?? names[0];
  if (defaultName !== undefined && !names.includes(defaultName)) {
    throw new GitopsError(
      'SETTINGS_INVALID',
      `${file} defaultEnvironment: There is no environment "${defaultName}"`,
      `Name one of: ${names.join(', ') || '(none is declared under "environments")'}.`,
    );
  }
  const environment = (name: string | undefined): Environment =>
    environmentOf(settings, root, name, name === defaultName);
  return {
    root,
    application,
    chart: posix.join(root, 'umbrella-chart'),
    sharedLocks: posix.join(root, 'app-locks'),
    services: settings.services,
    buildKey: { packages: settings.buildKey?.packages, files: settings.buildKey?.files ?? [] },
    publishing: normalizePublishing(settings.publish),
    driftIgnore: settings.drift?.ignore ?? [],
    preview: normalizePreview(settings.preview, root),
    images: settings.images ?? [],
    environments: [
      environment(defaultName),
      ...names.filter((name) => name !== defaultName).map(environment),
    ],
  };
}

const defaultApplication = (root: string): string =>
  posix
    .basename(root)
    .toLowerCase()
    .replaceAll(/[^-a-z0-9]/g, '-') || 'app';

function environmentOf(
  settings: Settings,
  root: string,
  name: string | undefined,
  isDefault: boolean,
): Environment {
  const own: EnvironmentSettings = (name && settings.environments?.[name]) || {};
  const folder = name === undefined ? undefined : posix.join(root, 'environments', name);
  const locks = own.locks ?? 'shared';
  return {
    name: name ?? 'default',
    isDefault,
    namespace: own.namespace ?? settings.namespace ?? 'default',
    context: own.context ?? settings.context,
    kubernetes: fullVersion(own.kubernetes ?? settings.kubernetes ?? defaultKubernetes),
    waitTimeout: own.waitTimeout ?? settings.waitTimeout ?? '5m',
    locks,
    committed: own.committed ?? false,
    protected: own.protected ?? false,
    freeze: parseFreeze(own.freeze),
    validation: normalizeValidation(settings.validate, own.validate),
    promotion: normalizePromotion(own.promotion),
    values:
      own.values?.map((path) => posix.join(root, path)) ??
      (folder ? [`${folder}/values.yaml`] : []),
    folder: folder ?? root,
    release: name === undefined ? posix.join(root, '.release') : posix.join(root, '.release', name),
    lockFolder:
      folder && locks !== 'shared' ? `${folder}/app-locks` : posix.join(root, 'app-locks'),
  };
}

import { posix } from 'node:path';
import { parseFreeze, type Freeze } from '../release/freeze.ts';
import { fullVersion } from '../validate/full-version.ts';
import type { DeclaredOverlays } from './overlay-settings.ts';
import { normalizePromotion, type Promotion } from './promotion-settings.ts';
import type { EnvironmentSettings } from './environment-settings.ts';
import type { Settings } from './settings.ts';
import { normalizeValidation, type Validation } from './validation-settings.ts';

/** A named target of deployment, with every default filled in. Paths are relative to the workspace. */
export interface Environment {
  readonly name: string;
  readonly isDefault: boolean;
  readonly namespace: string;
  readonly context: string | undefined;
  readonly kubernetes: string;
  readonly waitTimeout: string;
  readonly locks: 'shared' | 'own' | 'pinned';
  /** Where the images of the snapshot are; undefined: where the locks say. */
  readonly registry: string | undefined;
  /** Deploy only what is on a remote branch. */
  readonly committed: boolean;
  /** A deploy has to be confirmed. */
  readonly protected: boolean;
  /** Closed: deploy refuses. */
  readonly freeze: Freeze | undefined;
  readonly validation: Validation;
  /** What has to hold before locks of another environment come in. */
  readonly promotion: Promotion;
  /** Pod templates carry a checksum of the encrypted Secrets that they read. */
  readonly restartOnSecretChange: boolean;
  /** False: kapp labels objects only. */
  readonly labelPods: boolean;
  /** Images that keep their tag. */
  readonly unpinned: readonly string[];
  readonly overlays: DeclaredOverlays;
  readonly values: readonly string[];
  /** Where the files of its own lie; the config repository itself where there are no environments. */
  readonly folder: string;
  /** Where the snapshot and the rendered tree lie. */
  readonly release: string;
  /** Where the locks of services lie. */
  readonly lockFolder: string;
}

/** Without one in the settings, charts are rendered for this version. */
const defaultKubernetes = '1.34.0';

/** The settings of an environment, with those at the top where it has none of its own. */
export function environmentOf(
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
    registry: own.registry,
    committed: own.committed ?? false,
    protected: own.protected ?? false,
    freeze: parseFreeze(own.freeze),
    validation: normalizeValidation(settings.validate, own.validate),
    promotion: normalizePromotion(own.promotion),
    restartOnSecretChange: own.restartOnSecretChange ?? settings.restartOnSecretChange ?? true,
    labelPods: own.labelPods ?? settings.labelPods ?? true,
    unpinned: own.unpinned ?? settings.unpinned ?? [],
    overlays: { shared: settings.overlays ?? [], own: own.overlays },
    values:
      own.values?.map((path) => posix.join(root, path)) ??
      (folder ? [`${folder}/values.yaml`] : []),
    folder: folder ?? root,
    release: name === undefined ? posix.join(root, '.release') : posix.join(root, '.release', name),
    lockFolder:
      folder && locks !== 'shared' ? `${folder}/app-locks` : posix.join(root, 'app-locks'),
  };
}

import { posix } from 'node:path';
import * as v from 'valibot';
import { environmentOf, type Environment } from './environment.ts';
import { GitopsError } from '../errors.ts';
import type { IgnoreRule } from '../plan/drift.ts';
import type { ImagePolicy } from './image-policies.ts';
import { normalizePreview, type PreviewDefaults } from './preview-settings.ts';
import { normalizePublishing, type Publishing } from './publish-settings.ts';
import { Settings } from './settings.ts';
import { parseYamlDocument, type ParseYaml } from '../manifest/yaml.ts';

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

/** `gitops.yaml` → a config repository. `root` is its folder relative to the workspace. */
export function parseSettings(text: string, root: string, parse?: ParseYaml): ConfigRepository {
  const file = posix.join(root, 'gitops.yaml');
  const document = parseYamlDocument(text, file, parse);
  const result = v.safeParse(Settings, document.value ?? {});
  if (!result.success) {
    const issue = result.issues[0];
    const path = v.getDotPath(issue);
    throw new GitopsError(
      'SETTINGS_INVALID',
      `${file}:${document.lineOf(issue.path?.map((item) => item.key as string) ?? [])}${path ? ` ${path}` : ''}: ${issue.message}`,
      'Correct the setting; gitops.schema.json of the package lists them all, and editors complete by it.',
    );
  }
  return normalize(result.output, root, file);
}

function normalize(settings: Settings, root: string, file: string): ConfigRepository {
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
    application: settings.application ?? defaultApplication(root),
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

import { posix } from 'node:path';
import { GitopsError } from '../errors.ts';
import type { Environment } from '../settings/environment.ts';
import type { ConfigRepository } from '../settings/parse-settings.ts';

/** A preview as its namespace records it. */
export interface Preview {
  readonly name: string;
  readonly namespace: string;
  readonly url: string | undefined;
  /** ISO time after which it may be removed. */
  readonly expires: string;
  readonly isTerminating: boolean;
}

/** A Namespace as the API server gives it. */
export interface NamespaceObject {
  readonly metadata: {
    readonly name: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly status?: { readonly phase?: string };
}

export const previewLabels = {
  application: 'nx-gitops/application',
  name: 'nx-gitops/preview',
} as const;

export const previewAnnotations = {
  expires: 'nx-gitops/expires',
  url: 'nx-gitops/url',
} as const;

/** A namespace → the preview that it is; undefined for any other namespace. */
export function readPreview(
  { metadata, status }: NamespaceObject,
  application: string,
): Preview | undefined {
  const { labels = {}, annotations = {} } = metadata;
  const name = labels[previewLabels.name];
  if (name === undefined || labels[previewLabels.application] !== application) return undefined;
  return {
    name,
    namespace: metadata.name,
    url: annotations[previewAnnotations.url],
    // One whose record is damaged is nobody's: the next collection takes it.
    expires: annotations[previewAnnotations.expires] ?? new Date(0).toISOString(),
    isTerminating: status?.phase === 'Terminating',
  };
}

export const isExpired = ({ expires }: Preview, now: number): boolean =>
  !(Date.parse(expires) > now);

/**
 * The environment that a preview is: that of its base, in a namespace of its own, with locks and snapshot in a
 * folder that Git ignores.
 */
export function previewEnvironment(
  { application, root, preview }: ConfigRepository,
  base: Environment,
  name: string,
): Environment & { readonly url: string | undefined } {
  const namespace = fill(preview.namespace, { application, name, namespace: '' });
  if (!/^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/.test(name) || namespace.length > 63) {
    throw new GitopsError(
      'OPTIONS_INVALID',
      `"${name}" cannot be the name of a preview (namespace "${namespace}")`,
      'Use lower-case letters, digits and dashes, at most 40, such as "pr-12".',
    );
  }
  const release = posix.join(root, '.release', `preview-${name}`);
  return {
    ...base,
    name: `preview-${name}`,
    isDefault: false,
    namespace,
    context: preview.context ?? base.context,
    locks: 'pinned',
    committed: false,
    protected: false,
    values: [...base.values, ...preview.values, `${release}/preview-values.yaml`],
    release,
    lockFolder: `${release}/app-locks`,
    url: preview.url && fill(preview.url, { application, name, namespace }),
  };
}

const fill = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replaceAll(/\{(\w+)\}/g, (text, key: string) => values[key] ?? text);

/** What charts can read as `.Values.global.preview`. */
export function formatPreviewValues(name: string, namespace: string, url?: string): string {
  const host = url === undefined ? undefined : new URL(url).host;
  return `${JSON.stringify({ global: { preview: { name, namespace, url, host } } }, null, 2)}\n`;
}

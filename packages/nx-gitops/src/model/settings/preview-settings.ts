import { posix } from 'node:path';
import * as v from 'valibot';
import { durationPattern, parseDuration } from '../duration.ts';

/** The part "preview" of `gitops.yaml`: environments that come with a branch and go with it. */
export const PreviewSettings = v.strictObject({
  base: v.optional(
    v.pipe(
      v.string(),
      v.description('The environment that values and locks come from (default: the default one).'),
    ),
  ),
  namespace: v.optional(
    v.pipe(
      v.string(),
      v.regex(/\{name\}/, 'Expected "{name}" in it: every preview has a namespace of its own'),
      v.description('Namespace of a preview (default "{application}-{name}").'),
    ),
  ),
  context: v.optional(
    v.pipe(v.string(), v.description('Context of the kubeconfig (default: that of the base).')),
  ),
  values: v.optional(
    v.pipe(
      v.array(v.string()),
      v.description('Helm value files over those of the base, relative to the config repository.'),
    ),
  ),
  url: v.optional(
    v.pipe(
      v.string(),
      v.regex(/\{(name|namespace)\}/, 'Expected "{name}" or "{namespace}" in it'),
      v.description('Where a preview can be seen, e.g. "https://{name}.preview.example".'),
    ),
  ),
  ttl: v.optional(
    v.pipe(
      v.string(),
      v.regex(durationPattern, 'Expected a duration such as "24h" or "3d"'),
      v.description('How long a preview stays after its last deploy (default "3d").'),
    ),
  ),
});
export type PreviewSettings = v.InferOutput<typeof PreviewSettings>;

/** The settings with every default filled in. */
export interface PreviewDefaults {
  readonly base: string | undefined;
  readonly namespace: string;
  readonly context: string | undefined;
  readonly values: readonly string[];
  readonly url: string | undefined;
  /** Milliseconds. */
  readonly ttl: number;
}

export const normalizePreview = (
  settings: PreviewSettings = {},
  root: string,
): PreviewDefaults => ({
  base: settings.base,
  namespace: settings.namespace ?? '{application}-{name}',
  context: settings.context,
  values: (settings.values ?? []).map((path) => posix.join(root, path)),
  url: settings.url,
  ttl: parseDuration(settings.ttl ?? '3d'),
});

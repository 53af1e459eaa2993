import * as v from 'valibot';

/** The rungs of the ladder, in their order: cheap and offline first, the cluster last. */
export const rungNames = [
  'schema',
  'api-versions',
  'images',
  'locks',
  'secrets',
  'score',
  'policy',
  'server',
] as const;
export type RungName = (typeof rungNames)[number];

const paths = (description: string) =>
  v.optional(v.pipe(v.array(v.string()), v.description(description)));

const threshold = v.picklist(['critical', 'warning', 'never']);

/** The part "validate" of `gitops.yaml`, at the top and of an environment. */
export const ValidationSettings = v.strictObject({
  skip: v.optional(
    v.pipe(v.array(v.picklist(rungNames)), v.description('Rungs that are left out.')),
  ),
  kubernetes: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d+\.\d+(\.\d+)?$/, 'Expected a version such as "1.34" or "1.34.2"'),
      v.description(
        'Kubernetes version that API versions are judged for (default: that of the environment).',
      ),
    ),
  ),
  crds: paths('Files or folders with CRDs that are in the cluster but in no chart of the release.'),
  score: v.optional(
    v.strictObject({
      fail: v.optional(
        v.pipe(
          threshold,
          v.description('What kube-score may say before it is an error (default "critical").'),
        ),
      ),
      enable: v.optional(
        v.pipe(v.array(v.string()), v.description('Optional checks of kube-score.')),
      ),
    }),
  ),
  policy: v.optional(
    v.strictObject({
      tool: v.optional(
        v.pipe(
          v.picklist(['conftest', 'kyverno']),
          v.description('What reads the policies (default "conftest").'),
        ),
      ),
      folder: v.optional(
        v.pipe(v.string(), v.description('Folder of policies (default "policy").')),
      ),
      fail: v.optional(
        v.pipe(threshold, v.description('"warning" makes warnings errors (default "critical").')),
      ),
    }),
  ),
  server: v.optional(
    v.pipe(
      v.boolean(),
      v.description('Let the API server judge too, by a dry run (default false).'),
    ),
  ),
  ignore: v.optional(
    v.array(
      v.strictObject({
        rule: v.pipe(v.string(), v.description('A rung or a rule.')),
        object: v.optional(
          v.pipe(v.string(), v.description('"Kind/name", with * for anything (default: all).')),
        ),
        reason: v.pipe(v.string(), v.nonEmpty(), v.description('Why it is as it should be.')),
      }),
    ),
  ),
});
export type ValidationSettings = v.InferOutput<typeof ValidationSettings>;
export type Threshold = v.InferOutput<typeof threshold>;

/** A finding that is as it should be, and why. */
export interface IgnoredFinding {
  readonly rule: string;
  readonly object?: string | undefined;
  readonly reason: string;
}

/** How the snapshot of an environment is validated, with every default filled in. */
export interface Validation {
  readonly skip: readonly RungName[];
  /** Undefined: the version of the environment. */
  readonly kubernetes: string | undefined;
  readonly crds: readonly string[];
  /** Undefined: kube-score is not asked. */
  readonly score: { readonly fail: Threshold; readonly enable: readonly string[] } | undefined;
  readonly policy: {
    readonly tool: 'conftest' | 'kyverno';
    readonly folder: string;
    readonly fail: Threshold;
  };
  readonly server: boolean;
  readonly ignore: readonly IgnoredFinding[];
}

/** The settings of an environment stand over those at the top; what is ignored adds up. */
export function normalizeValidation(
  top: ValidationSettings = {},
  own: ValidationSettings = {},
): Validation {
  const settings = { ...top, ...own };
  return {
    skip: settings.skip ?? [],
    kubernetes: settings.kubernetes,
    crds: settings.crds ?? [],
    score: settings.score && {
      fail: settings.score.fail ?? 'critical',
      enable: settings.score.enable ?? [],
    },
    policy: {
      tool: settings.policy?.tool ?? 'conftest',
      folder: settings.policy?.folder ?? 'policy',
      fail: settings.policy?.fail ?? 'critical',
    },
    server: settings.server ?? false,
    ignore: [...(top.ignore ?? []), ...(own.ignore ?? [])],
  };
}

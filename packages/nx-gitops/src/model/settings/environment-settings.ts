import * as v from 'valibot';
import { FreezeSettings } from '../release/freeze.ts';
import { Overlays } from './overlay-settings.ts';
import { PromotionSettings } from './promotion-settings.ts';
import { ValidationSettings } from './validation-settings.ts';

export const name = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 'Expected lower-case letters, digits and dashes'),
);

export const environmentName = v.pipe(
  name,
  v.notValue(
    'default',
    '"default" is what a config repository without environments has: take another name',
  ),
);

/** What the top of the file and each environment may say. */
export const Target = {
  namespace: v.optional(
    v.pipe(name, v.description('Namespace that the objects go to; made when it is missing.')),
  ),
  context: v.optional(
    v.pipe(
      v.string(),
      v.description(
        'Context of the kubeconfig. Without it: the local platform, or an error when that is not up.',
      ),
    ),
  ),
  kubernetes: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d+\.\d+(\.\d+)?$/, 'Expected a version such as "1.34" or "1.34.2"'),
      v.description('Kubernetes version that charts are rendered and validated for.'),
    ),
  ),
  waitTimeout: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^(\d+[hms])+$/, 'Expected a duration such as "5m" or "90s"'),
      v.description('How long a deploy waits for the objects to become ready (default "5m").'),
    ),
  ),
  labelPods: v.optional(
    v.pipe(
      v.boolean(),
      v.description(
        'kapp labels pod templates and selectors too, not the objects alone (default true). False where objects were adopted: nothing restarts.',
      ),
    ),
  ),
  unpinned: v.optional(
    v.pipe(
      v.array(v.string()),
      v.description(
        'Images that keep their tag where objects were adopted: a digest in a pod template would restart its pods.',
      ),
    ),
  ),
  restartOnSecretChange: v.optional(
    v.pipe(
      v.boolean(),
      v.description('Pods restart when an encrypted Secret that they read changes (default true).'),
    ),
  ),
};

/** One environment of `gitops.yaml`: what differs from the settings at the top. */
export const EnvironmentSettings = v.strictObject({
  ...Target,
  locks: v.optional(
    v.pipe(
      v.picklist(['shared', 'own', 'pinned']),
      v.description(
        '"shared": the locks in app-locks/. "own": its own in environments/<env>/app-locks, made by lock-<env>. "pinned": its own, which no build changes.',
      ),
    ),
  ),
  registry: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[^\s/@]+(\/[^\s@]+)?$/, 'Expected a registry such as "registry.example/mirror"'),
      v.description(
        'Registry with copies of all images, made by "nx-gitops relocate"; the snapshot names them there.',
      ),
    ),
  ),
  committed: v.optional(
    v.pipe(
      v.boolean(),
      v.description('Deploy only what is committed and on a remote branch (default false).'),
    ),
  ),
  validate: v.optional(ValidationSettings),
  overlays: v.optional(Overlays),
  protected: v.optional(
    v.pipe(v.boolean(), v.description('A deploy has to be confirmed (default false).')),
  ),
  promotion: v.optional(PromotionSettings),
  freeze: v.optional(
    v.pipe(FreezeSettings, v.description('Closes the environment: deploy refuses.')),
  ),
  values: v.optional(
    v.pipe(
      v.array(v.string()),
      v.description(
        'Helm value files, relative to the config repository (default: environments/<env>/values.yaml).',
      ),
    ),
  ),
});
export type EnvironmentSettings = v.InferOutput<typeof EnvironmentSettings>;

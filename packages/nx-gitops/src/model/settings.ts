import * as v from 'valibot';
import { DriftSettings } from './drift-settings.ts';
import { ImagePolicy } from './image-policies.ts';
import { PreviewSettings } from './preview-settings.ts';
import { PromotionSettings } from './promotion-settings.ts';
import { Overlays } from './overlay-settings.ts';
import { FreezeSettings } from './freeze.ts';
import { PublishSettings } from './publish-settings.ts';
import { ValidationSettings } from './validation-settings.ts';

const name = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 'Expected lower-case letters, digits and dashes'),
);

const environmentName = v.pipe(
  name,
  v.notValue(
    'default',
    '"default" is what a config repository without environments has: take another name',
  ),
);

const Target = {
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

/** The file `gitops.yaml`, the settings of a config repository. */
export const Settings = v.strictObject({
  $schema: v.optional(v.string()),
  application: v.optional(
    v.pipe(
      name,
      v.description('Name of the kapp app and of the Helm release (default: the folder).'),
    ),
  ),
  ...Target,
  services: v.optional(
    v.pipe(
      v.array(v.string()),
      v.description(
        'The services that this config repository deploys (default: all of the workspace).',
      ),
    ),
  ),
  buildKey: v.optional(
    v.strictObject({
      packages: v.optional(
        v.pipe(
          v.array(v.string()),
          v.description(
            'Packages of the root package.json that take part in builds; without it all of them count.',
          ),
        ),
      ),
      files: v.optional(
        v.pipe(
          v.array(v.string()),
          v.description('Files of the workspace that take part in every build.'),
        ),
      ),
    }),
  ),
  defaultEnvironment: v.optional(
    v.pipe(v.string(), v.description('The environment that "render" and "deploy" mean.')),
  ),
  publish: v.optional(PublishSettings),
  drift: v.optional(DriftSettings),
  validate: v.optional(ValidationSettings),
  preview: v.optional(PreviewSettings),
  images: v.optional(
    v.pipe(
      v.array(ImagePolicy),
      v.description('Which versions of third-party images "update-images" may bring in.'),
    ),
  ),
  overlays: v.optional(Overlays),
  environments: v.optional(v.record(environmentName, v.nullable(EnvironmentSettings))),
});
export type Settings = v.InferOutput<typeof Settings>;

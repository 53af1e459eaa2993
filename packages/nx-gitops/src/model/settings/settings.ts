import * as v from 'valibot';
import { DriftSettings } from './drift-settings.ts';
import { environmentName, EnvironmentSettings, name, Target } from './environment-settings.ts';
import { ImagePolicy } from './image-policies.ts';
import { PreviewSettings } from './preview-settings.ts';
import { Overlays } from './overlay-settings.ts';
import { PublishSettings } from './publish-settings.ts';
import { ValidationSettings } from './validation-settings.ts';

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

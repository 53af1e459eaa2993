import * as v from 'valibot';

const path = (description: string) =>
  v.optional(v.pipe(v.string(), v.nonEmpty(), v.description(description)));

const words = (description: string) =>
  v.optional(v.pipe(v.array(v.string()), v.minLength(1), v.description(description)));

const kinds = ['kustomize', 'ytt', 'function', 'command'] as const;

/** One overlay of `gitops.yaml`. Paths are relative to the config repository. */
const Overlay = v.pipe(
  v.strictObject({
    kustomize: path('Folder with a kustomization.yaml.'),
    ytt: words('Files and folders of ytt.'),
    function: v.optional(
      v.pipe(
        v.strictObject({
          exec: words('The executable and its arguments.'),
          image: path('Image that a container engine runs, by digest.'),
          config: path('File with the functionConfig.'),
        }),
        v.check(
          ({ exec, image }) => (exec === undefined) !== (image === undefined),
          'Expected one of: exec, image',
        ),
      ),
    ),
    command: words('A command that reads YAML and writes YAML, and its arguments.'),
    secrets: v.optional(
      v.pipe(
        v.picklist(['shown', 'hidden']),
        v.description('Whether it sees encrypted objects, without their data (default "shown").'),
      ),
    ),
  }),
  v.check(
    (overlay) => kinds.filter((kind) => overlay[kind] !== undefined).length === 1,
    `Expected one of: ${kinds.join(', ')}`,
  ),
);
export type OverlaySettings = v.InferOutput<typeof Overlay>;

/** The part "overlays" of `gitops.yaml`, at the top and of an environment: in this order, after Helm. */
export const Overlays = v.array(Overlay);

/** What the settings say of the overlays of an environment. */
export interface DeclaredOverlays {
  readonly shared: readonly OverlaySettings[];
  /** Undefined means those that are found in the folder of the environment. */
  readonly own: readonly OverlaySettings[] | undefined;
}

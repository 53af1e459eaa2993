// Generated from schema.json by generate-option-types.mjs; a spec keeps it in step.

/** Shows what an environment runs, as a tree. */
export interface InspectOptions {
  /** The environment of gitops.yaml; without it the default one. */
  readonly environment?: string;
  /** Kube context in place of the one in gitops.yaml. */
  readonly context?: string;
  /** Makes no difference: nothing is changed. */
  readonly dryRun?: boolean;
}

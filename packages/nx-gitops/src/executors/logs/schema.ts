// Generated from schema.json by generate-option-types.mjs; a spec keeps it in step.

/** Prints the logs of an environment, or of one service. */
export interface LogsOptions {
  /** Only the pods whose names begin with this. */
  readonly service?: string;
  /** The environment of gitops.yaml; without it the default one. */
  readonly environment?: string;
  /** Go on until it is stopped, with new pods too. */
  readonly follow?: boolean;
  /** How many lines of each container. */
  readonly lines?: number;
  /** Kube context in place of the one in gitops.yaml. */
  readonly context?: string;
  /** Makes no difference: nothing is changed. */
  readonly dryRun?: boolean;
}

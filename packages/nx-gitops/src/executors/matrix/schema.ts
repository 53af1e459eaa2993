// Generated from schema.json by generate-option-types.mjs; a spec keeps it in step.

/** Shows which environment has which image of each service. */
export interface MatrixOptions {
  /** Only this environment of gitops.yaml. */
  readonly environment?: string;
  /** Makes no difference: nothing is changed. */
  readonly dryRun?: boolean;
}

// Generated from schema.json by generate-option-types.mjs; a spec keeps it in step.

/** Shows what a deploy would change in the cluster. */
export interface DiffOptions {
  /** The environment of gitops.yaml; without it the default one. */
  readonly environment?: string;
  /** Kube context in place of the one in gitops.yaml. */
  readonly context?: string;
  /** File, relative to the workspace, that keeps the plan for deploy. */
  readonly out?: string;
  /** Say what would be done, and do nothing. */
  readonly dryRun?: boolean;
}

// Generated from schema.json by generate-option-types.mjs; a spec keeps it in step.

/** Deletes everything that an environment runs. */
export interface DeleteOptions {
  /** The environment of gitops.yaml; without it the default one. */
  readonly environment?: string;
  /** Confirm the deletion; nobody is asked. */
  readonly yes?: boolean;
  /** Wait for whoever deploys at the moment; otherwise fail at once. */
  readonly wait?: boolean;
  /** Why a freeze is set aside; recorded in the history. */
  readonly override?: string;
  /** Kube context in place of the one in gitops.yaml. */
  readonly context?: string;
  /** Say what would be done, and do nothing. */
  readonly dryRun?: boolean;
}

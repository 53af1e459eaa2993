// Generated from schema.json by generate-option-types.mjs; a spec keeps it in step.

/** Commits locks and the snapshots that follow from them, and pushes. */
export interface PublishOptions {
  /** The branch to push to, in place of the one in gitops.yaml. */
  readonly branch?: string;
  /** Say what would be done, and do nothing. */
  readonly dryRun?: boolean;
}

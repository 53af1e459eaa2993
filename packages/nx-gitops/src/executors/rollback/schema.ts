// Generated from schema.json by generate-option-types.mjs; a spec keeps it in step.

/** Brings back what an environment was at a commit, in Git and in the cluster. */
export interface RollbackOptions {
  /** The environment of gitops.yaml; without it the default one. */
  readonly environment?: string;
  /** Kube context in place of the one in gitops.yaml. */
  readonly context?: string;
  /** A commit, or -1 for the release before the one that runs. */
  readonly to: string;
  /** Only the locks of these services. */
  readonly services?: readonly string[];
  /** The encrypted files come back too; without it they stay as they are now. */
  readonly withSecrets?: boolean;
  /** Wait while somebody else deploys (default true). */
  readonly wait?: boolean;
  /** Allow a release that deletes much. */
  readonly allowDeletion?: boolean;
  /** Confirm the change of a protected environment. */
  readonly yes?: boolean;
  /** Say what would be done, and do nothing. */
  readonly dryRun?: boolean;
}

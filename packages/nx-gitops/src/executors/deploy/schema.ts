// Generated from schema.json by generate-option-types.mjs; a spec keeps it in step.

/** Brings the snapshot of an environment to its cluster and waits until it is ready. */
export interface DeployOptions {
  /** The environment of gitops.yaml; without it the default one. */
  readonly environment?: string;
  /** Kube context in place of the one in gitops.yaml. */
  readonly context?: string;
  /** Wait while somebody else deploys (default true); --no-wait fails at once. */
  readonly wait?: boolean;
  /** Allow a release that deletes much, or what cannot be made again. */
  readonly allowDeletion?: boolean;
  /** Compare every object with the cluster, not only those that changed since the last success. */
  readonly full?: boolean;
  /** Roll back to the last good release when this one does not become ready in time. */
  readonly auto?: boolean;
  /** Confirm the deploy to a protected environment. */
  readonly yes?: boolean;
  /** File, relative to the workspace, with a plan of diff: exactly that is done, or nothing. */
  readonly plan?: string;
  /** Deploy although the environment is closed, for this reason. */
  readonly override?: string;
  /** Say what would be done, and do nothing. */
  readonly dryRun?: boolean;
}

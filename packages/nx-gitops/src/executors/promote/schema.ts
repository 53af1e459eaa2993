// Generated from schema.json by generate-option-types.mjs; a spec keeps it in step.

/** Gives one environment the images that another one runs, in one commit. */
export interface PromoteOptions {
  /** The environment whose images are taken; without it promotion.from of the target. */
  readonly from?: string;
  /** The environment that gets them. */
  readonly to: string;
  /** Only the locks of these services. */
  readonly services?: readonly string[];
  /** Bring images that the target's registry lacks. */
  readonly copy?: boolean;
  /** Why the gates of the target do not count this time; the commit records it. */
  readonly override?: string;
  /** The branch that is pushed to, in place of the one in gitops.yaml. */
  readonly branch?: string;
  /** Kube context of the source in place of the one in gitops.yaml. */
  readonly context?: string;
  /** Say what would be done, and do nothing. */
  readonly dryRun?: boolean;
}

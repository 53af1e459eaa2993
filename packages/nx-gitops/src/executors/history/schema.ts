// Generated from schema.json by generate-option-types.mjs; a spec keeps it in step.

/** Lists the releases of an environment: who, when, which commit, with which result. */
export interface HistoryOptions {
  /** The environment of gitops.yaml; without it the default one. */
  readonly environment?: string;
  /** How many, the newest first. */
  readonly limit?: number;
  /** Kube context in place of the one in gitops.yaml. */
  readonly context?: string;
  /** Makes no difference: nothing is changed. */
  readonly dryRun?: boolean;
}

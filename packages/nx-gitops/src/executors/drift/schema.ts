// Generated from schema.json by generate-option-types.mjs; a spec keeps it in step.

/** Compares every live object with the snapshot; fails where something differs. */
export interface DriftOptions {
  /** The environment of gitops.yaml; without it the default one. */
  readonly environment?: string;
  /** Kube context in place of the one in gitops.yaml. */
  readonly context?: string;
  /** Bring the snapshot back. */
  readonly fix?: boolean;
  /** Fix a protected environment without being asked. */
  readonly yes?: boolean;
  /** Say what would be done, and do nothing. */
  readonly dryRun?: boolean;
}

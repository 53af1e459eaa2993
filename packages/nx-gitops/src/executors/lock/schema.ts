// Generated from schema.json by generate-option-types.mjs; a spec keeps it in step.

/** Pins images by digest: on a service its own, on a config repository the third-party ones. */
export interface LockOptions {
  /** The environment with locks of its own; without it the shared locks. */
  readonly environment?: string;
  /** Say what would be done, and do nothing. */
  readonly dryRun?: boolean;
}

// Generated from schema.json by generate-option-types.mjs; a spec keeps it in step.

/** Brings all secrets to the recipients of .sops.yaml, with a new data key where one was removed. */
export interface SecretsResealOptions {
  /** Say what would be done, and do nothing. */
  readonly dryRun?: boolean;
}

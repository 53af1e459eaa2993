// Generated from schema.json by generate-option-types.mjs; a spec keeps it in step.

/** Gives all secrets a new data key, for the recipients of .sops.yaml. */
export interface SecretsRotateOptions {
  /** Say what would be done, and do nothing. */
  readonly dryRun?: boolean;
}

// Generated from schema.json by generate-option-types.mjs; a spec keeps it in step.

/** Checks that all secrets are encrypted, whole, and for the recipients of .sops.yaml; needs no key. */
export interface SecretsCheckOptions {
  /** Say what would be done, and do nothing. */
  readonly dryRun?: boolean;
}

// Generated from schema.json by generate-option-types.mjs; a spec keeps it in step.

/** Builds and pushes the images of a service, unless the registry has those of these sources. */
export interface BuildImageOptions {
  /** Say what would be done, and do nothing. */
  readonly dryRun?: boolean;
}

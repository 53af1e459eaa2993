// Generated from schema.json by generate-option-types.mjs; a spec keeps it in step.

/** Pins newer third-party and base images by policy. */
export interface UpdateImagesOptions {
  /** Only these images, named without a tag. */
  readonly images?: readonly string[];
  /** Say what would be done, and do nothing. */
  readonly dryRun?: boolean;
}

// Generated from schema.json by generate-option-types.mjs; a spec keeps it in step.

/** Makes the snapshot of an environment from charts, values and locks. */
export interface RenderOptions {
  /** The environment of gitops.yaml; without it the default one. */
  readonly environment?: string;
  /** Render everything, whatever the committed snapshot says of itself. */
  readonly full?: boolean;
  /** Say what would be done, and do nothing. */
  readonly dryRun?: boolean;
}

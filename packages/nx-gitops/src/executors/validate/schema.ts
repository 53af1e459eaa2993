// Generated from schema.json by generate-option-types.mjs; a spec keeps it in step.

/** Checks the snapshot of an environment. */
export interface ValidateOptions {
  /** The environment of gitops.yaml; without it the default one. */
  readonly environment?: string;
  /** Rungs that are left out: schema, api-versions, images, locks, secrets, score, policy, server. */
  readonly skip?: readonly string[];
  /** Let the API server judge too, by a dry run. */
  readonly server?: boolean;
  /** Format of the report that --out writes (default "text"). */
  readonly format?: 'text' | 'json' | 'sarif' | 'junit';
  /** File of the report, relative to the workspace. */
  readonly out?: string;
  /** Say what would be done, and do nothing. */
  readonly dryRun?: boolean;
}

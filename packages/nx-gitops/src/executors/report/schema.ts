// Generated from schema.json by generate-option-types.mjs; a spec keeps it in step.

/** Writes the status page of a config repository: one HTML file. */
export interface ReportOptions {
  /** The environment of gitops.yaml; without it all of them. */
  readonly environment?: string;
  /** Kube context in place of the one in gitops.yaml. */
  readonly context?: string;
  /** The file, relative to the workspace; without it .nx-gitops/report.html. */
  readonly output?: string;
  /** Say what would be done, and do nothing. */
  readonly dryRun?: boolean;
}

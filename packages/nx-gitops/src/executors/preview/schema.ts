// Generated from schema.json by generate-option-types.mjs; a spec keeps it in step.

/** Shows the sources as they are in a namespace of their own, or removes such previews. */
export interface PreviewOptions {
  /** Name of the preview, e.g. pr-12. */
  readonly name?: string;
  /** Show only this service, with the chart in its own folder umbrella-chart. */
  readonly service?: string;
  /** How long it stays, e.g. 24h; without it preview.ttl of gitops.yaml. */
  readonly ttl?: string;
  /** Compare every object with the cluster, not only those that changed since the last run. */
  readonly full?: boolean;
  /** Remove the preview of that name. */
  readonly delete?: boolean;
  /** Remove all previews whose time is over. */
  readonly gc?: boolean;
  /** Kube context in place of the one in gitops.yaml. */
  readonly context?: string;
  /** Say what would be done, and do nothing. */
  readonly dryRun?: boolean;
}

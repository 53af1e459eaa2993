// Generated from schema.json by generate-option-types.mjs; a spec keeps it in step.

/** Adds a chart of somebody else to the umbrella chart: Chart.yaml and Chart.lock in step. */
export interface ChartOptions {
  /** Name of the chart. */
  readonly name: string;
  /** The exact version, e.g. 23.1.0. */
  readonly chartVersion: string;
  /** Where the chart comes from: https://…, oci://…, or nothing for a folder in charts/. */
  readonly repository?: string;
  /** Folder of the config repository; without it the only one of the workspace. */
  readonly configRepository?: string;
}

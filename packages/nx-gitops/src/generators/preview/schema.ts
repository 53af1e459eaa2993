// Generated from schema.json by generate-option-types.mjs; a spec keeps it in step.

/** Says in gitops.yaml how previews are made, and gives a service a chart of its own for them. */
export interface PreviewOptions {
  /** The environment whose values, secrets and locks previews begin with; without it the default one. */
  readonly base?: string;
  /** Pattern of their namespaces. */
  readonly namespace?: string;
  /** Where a preview can be seen, with {name} or {namespace} in it. */
  readonly url?: string;
  /** How long a preview stays after its last deploy, e.g. 24h. */
  readonly ttl?: string;
  /** Context of the kubeconfig that leads to their cluster; without it that of the base. */
  readonly context?: string;
  /** A service that gets a chart of its own, in its folder umbrella-chart. */
  readonly service?: string;
  /** Folder of the config repository; without it the only one of the workspace. */
  readonly configRepository?: string;
}

// Generated from schema.json by generate-option-types.mjs; a spec keeps it in step.

/** Writes shell scripts that render and deploy an environment with Helm, kbld, sops and kapp alone: the same bytes, without the plugin. */
export interface EjectOptions {
  /** The environment; without it all of them. */
  readonly environment?: string;
  /** Folder of the config repository; without it the only one of the workspace. */
  readonly configRepository?: string;
}

// Generated from schema.json by generate-option-types.mjs; a spec keeps it in step.

/** Adds an environment to a config repository: settings, values, a rule for its secrets. Its targets follow. */
export interface EnvironmentOptions {
  /** Name of the environment. */
  readonly name: string;
  /** Namespace that its objects go to; without it <application>-<name>. */
  readonly namespace?: string;
  /** Context of the kubeconfig that leads to its cluster. */
  readonly context?: string;
  /** Whose locks it uses: those of the branch, its own, or its own that only people change. Without it the shared ones. */
  readonly locks?: 'shared' | 'own' | 'pinned';
  /** Folder of the config repository; without it the only one of the workspace. */
  readonly configRepository?: string;
}

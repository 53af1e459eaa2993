import type { Report } from '../terminal/report.ts';

export interface PlatformOptions {
  /** The checkout, or any folder: the state goes into its `.nx-gitops`. */
  readonly directory: string;
  /** Folder of the tools; the schemas and stages that were installed with them lie beside it. */
  readonly binDirectory: string;
  /** Where the Dockerfiles are whose base images get a stand-in; the directory itself unless given. */
  readonly workspace?: string;
  /** False starts registry and builder only; a later call adds the cluster. */
  readonly cluster?: boolean;
  readonly report?: Report;
  readonly signal?: AbortSignal | undefined;
}

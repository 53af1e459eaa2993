// Generated from schema.json by generate-option-types.mjs; a spec keeps it in step.

/** Makes a service that the config repository deploys, or makes one of an existing project. */
export interface ServiceOptions {
  /** Name of the service, with or without a scope; that of an existing project makes it a service. */
  readonly name: string;
  /** Folder that a new project goes into. */
  readonly directory?: string;
  /** Registry and folder that images are pushed to, e.g. ghcr.io/acme; the name of the service is added. */
  readonly registry?: string;
  /** Folder of the config repository that deploys the service; without it the only one of the workspace. */
  readonly configRepository?: string;
}

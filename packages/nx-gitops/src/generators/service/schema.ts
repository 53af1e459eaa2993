// Generated from schema.json by generate-option-types.mjs; a spec keeps it in step.

/** Makes a service that the config repository deploys, or makes one of an existing project. */
export interface ServiceOptions {
  /** Name of the service, with or without a scope; that of an existing project makes it a service. */
  readonly name: string;
  /** What it is: a Node.js service, a static site, a Go or a Python service; "auto" looks at an existing project, and makes a new one a Node.js service. */
  readonly kind?: 'auto' | 'node' | 'static' | 'go' | 'python';
  /** Folder that a new project goes into. */
  readonly directory?: string;
  /** Registry and folder that images are pushed to, e.g. ghcr.io/acme; the name of the service is added. The first one is kept in nx.json for the next services. */
  readonly registry?: string;
  /** Folder of the config repository that deploys the service; without it the only one of the workspace. */
  readonly configRepository?: string;
  /** Host name under which an Ingress leads to the service, e.g. shop.example. */
  readonly ingress?: string;
  /** Adds a HorizontalPodAutoscaler, which then decides the number of replicas. */
  readonly hpa?: boolean;
  /** Adds a PodDisruptionBudget, for where there are several replicas. */
  readonly pdb?: boolean;
  /** Adds a NetworkPolicy: who may call the service, and whom it may call. */
  readonly networkPolicy?: boolean;
}

// Generated from schema.json by generate-option-types.mjs; a spec keeps it in step.

/** Brings in what a team has: a k8s-gitops layout, charts, a Helm release or applied objects that run, definitions of Argo CD or Flux. */
export interface AdoptOptions {
  /** What there is: seed (the layout of k8s-gitops), charts (folders), helm (a release that runs), live (objects of kubectl apply), argocd or flux (definitions in the repository). */
  readonly from: 'seed' | 'charts' | 'helm' | 'live' | 'argocd' | 'flux';
  /** Where it is in the workspace: the folder of the layout, of a chart or of charts, of definitions. */
  readonly path?: string;
  /** Name of the Helm release. */
  readonly release?: string;
  /** Namespace that the objects run in. */
  readonly namespace?: string;
  /** Context of the kubeconfig; without it that of the environment, or the local platform. */
  readonly context?: string;
  /** Labels of the objects to take over, e.g. app=shop; without it all that people have applied. */
  readonly selector?: string;
  /** Chart of the release: a folder of the workspace, or a name with --repository and --chartVersion. Without it the objects come in as they run. */
  readonly chart?: string;
  /** Exact version of that chart. */
  readonly chartVersion?: string;
  /** Where that chart comes from: https://… or oci://… */
  readonly repository?: string;
  /** Environment that it becomes; without it the default one, in a new config repository "production". */
  readonly environment?: string;
  /** Name of the application in a new config repository; without it that of the release or of the namespace. */
  readonly application?: string;
  /** Folder of the config repository; without it the only one of the workspace, or config-repository. */
  readonly directory?: string;
  /** Secrets that run are left in the cluster and named, or encrypted with sops at once. */
  readonly secrets?: 'leave' | 'encrypt';
}

import * as v from 'valibot';
import { GitopsError } from '../model/errors.ts';

const targetName = (description: string) =>
  v.optional(v.pipe(v.string(), v.nonEmpty(), v.description(description)));

/** The options of the plugin in `nx.json`: the names of the targets that it infers. */
export const PluginOptions = v.strictObject({
  buildTargetName: targetName('Target of a service that makes what its Dockerfile copies.'),
  buildImageTargetName: targetName('Builds and pushes the images of a service.'),
  lockTargetName: targetName('Pins images by digest.'),
  renderTargetName: targetName('Makes the snapshot of an environment.'),
  validateTargetName: targetName('Checks the snapshot.'),
  diffTargetName: targetName('Compares the snapshot with the cluster.'),
  deployTargetName: targetName('Brings the snapshot to the cluster.'),
  secretsCheckTargetName: targetName('Checks the encrypted files without a key.'),
  secretsResealTargetName: targetName('Brings secrets to the recipients of .sops.yaml.'),
  secretsRotateTargetName: targetName('Gives secrets a new data key.'),
  publishTargetName: targetName('Commits locks and snapshots, and pushes.'),
  driftTargetName: targetName('Compares the cluster with the snapshot.'),
  rollbackTargetName: targetName('Brings back what an environment was.'),
  reportTargetName: targetName('Writes the status page.'),
  promoteTargetName: targetName('Gives one environment the images of another.'),
  updateImagesTargetName: targetName('Pins newer third-party and base images.'),
  previewTargetName: targetName('Shows the sources in a namespace of their own.'),
  matrixTargetName: targetName('Shows which environment has which image.'),
  historyTargetName: targetName('Lists the releases of an environment.'),
  inspectTargetName: targetName('Shows what an environment runs.'),
  logsTargetName: targetName('Prints the logs of an environment.'),
  deleteTargetName: targetName('Deletes what an environment runs.'),
});
export type PluginOptions = v.InferOutput<typeof PluginOptions>;

export interface TargetNames {
  readonly build: string;
  readonly buildImage: string;
  readonly lock: string;
  readonly render: string;
  readonly validate: string;
  readonly diff: string;
  readonly deploy: string;
  readonly secretsCheck: string;
  readonly secretsReseal: string;
  readonly secretsRotate: string;
  readonly publish: string;
  readonly drift: string;
  readonly rollback: string;
  readonly report: string;
  readonly promote: string;
  readonly matrix: string;
  readonly history: string;
  readonly inspect: string;
  readonly logs: string;
  readonly delete: string;
  readonly preview: string;
  readonly updateImages: string;
  /** The named input of the files that count: `production`, or `default` where nx.json has no such input. */
  readonly sources: string;
}

/** The options as Nx hands them over, which checks nothing → every name filled in. */
export function normalizeOptions(
  options: unknown,
  namedInputs: Readonly<Record<string, unknown>> = {},
): TargetNames {
  const result = v.safeParse(PluginOptions, options ?? {});
  if (!result.success) {
    const issue = result.issues[0];
    throw new GitopsError(
      'OPTIONS_INVALID',
      `nx.json plugins "nx-gitops" options.${v.getDotPath(issue) ?? ''}: ${issue.message}`,
      `The options are: ${Object.keys(PluginOptions.entries).join(', ')}.`,
    );
  }
  const names = result.output;
  return {
    build: names.buildTargetName ?? 'build',
    buildImage: names.buildImageTargetName ?? 'build-image',
    lock: names.lockTargetName ?? 'lock',
    render: names.renderTargetName ?? 'render',
    validate: names.validateTargetName ?? 'validate',
    diff: names.diffTargetName ?? 'diff',
    deploy: names.deployTargetName ?? 'deploy',
    secretsCheck: names.secretsCheckTargetName ?? 'secrets-check',
    secretsReseal: names.secretsResealTargetName ?? 'secrets-reseal',
    secretsRotate: names.secretsRotateTargetName ?? 'secrets-rotate',
    publish: names.publishTargetName ?? 'publish',
    drift: names.driftTargetName ?? 'drift',
    rollback: names.rollbackTargetName ?? 'rollback',
    report: names.reportTargetName ?? 'report',
    promote: names.promoteTargetName ?? 'promote',
    updateImages: names.updateImagesTargetName ?? 'update-images',
    preview: names.previewTargetName ?? 'preview',
    matrix: names.matrixTargetName ?? 'matrix',
    history: names.historyTargetName ?? 'history',
    inspect: names.inspectTargetName ?? 'inspect',
    logs: names.logsTargetName ?? 'logs',
    delete: names.deleteTargetName ?? 'delete',
    sources: 'production' in namedInputs ? 'production' : 'default',
  };
}

import { join, posix } from 'node:path';
import { findText } from '../../io/files.ts';
import { GitopsError } from '../../model/errors.ts';
import { findImages, isByDigest } from '../../model/images-in-manifests.ts';
import { splitSnapshot, type Manifest } from '../../model/manifest.ts';
import type { Environment } from '../../model/parse-settings.ts';
import { kubeconform } from '../../tools/kubeconform.ts';
import type { StageContext } from '../stage-context.ts';
import { prepareSchemas } from './prepare-schemas.ts';

/** One thing that is wrong with a snapshot. */
export interface Finding {
  readonly rule: 'schema' | 'image-pinned';
  readonly file: string;
  readonly line: number;
  readonly object: string;
  readonly message: string;
}

export interface Validated {
  readonly objects: number;
  /** Kinds for which there is no schema. */
  readonly unknownKinds: readonly string[];
}

/**
 * Checks the snapshot of an environment; findings are one error that lists them. Undefined where there is none yet,
 * because the render before was a dry run too.
 */
export async function validate(
  environment: Environment,
  stage: StageContext,
): Promise<Validated | undefined> {
  const file = posix.join(environment.release, 'state.yaml');
  if (stage.dryRun && (await findText(join(stage.root, file))) === undefined) return undefined;
  const state = await readSnapshot(environment, stage);
  const objects = splitSnapshot(state);
  const schemas = await prepareSchemas(environment.kubernetes, objects, stage);
  const results = await kubeconform(
    stage.run,
    join(stage.root, file),
    schemas,
    environment.kubernetes,
  );
  const findings: Finding[] = [
    ...results
      .filter(({ status }) => status === 'statusInvalid' || status === 'statusError')
      .map(({ kind, name, msg }) => at(file, objects, kind, name, msg)),
    ...findImages(state, file)
      .filter(({ image }) => !isByDigest(image))
      .map(({ image, line }): Finding => {
        const message = `image "${image}" is not pinned by a digest`;
        return { rule: 'image-pinned', file, line, object: '', message };
      }),
  ];
  if (findings.length > 0) throw findingsError(environment, findings);
  const skipped = results.filter(({ status }) => status === 'statusSkipped');
  return {
    objects: objects.length,
    unknownKinds: [...new Set(skipped.map(({ version, kind }) => `${version} ${kind}`))].sort(),
  };
}

export async function readSnapshot(
  environment: Environment,
  { root }: StageContext,
): Promise<string> {
  const file = posix.join(environment.release, 'state.yaml');
  const state = await findText(join(root, file));
  if (state !== undefined && state.trim() !== '') return state;
  throw new GitopsError(
    'SNAPSHOT_MISSING',
    `${file} does not exist or is empty`,
    `Render it: nx render <config repository>, for ${environment.name}.`,
  );
}

function at(
  file: string,
  objects: readonly Manifest[],
  kind: string,
  name: string,
  message: string,
): Finding {
  const object = objects.find((one) => one.kind === kind && one.name === name);
  return { rule: 'schema', file, line: object?.line ?? 1, object: `${kind} ${name}`, message };
}

function findingsError(environment: Environment, findings: readonly Finding[]): GitopsError {
  const lines = findings.map(
    ({ rule, file, line, object, message }) =>
      `  ${file}:${line} ${object ? `${object}: ` : ''}${message} (${rule})`,
  );
  return new GitopsError(
    'SNAPSHOT_INVALID',
    `The snapshot of ${environment.name} has ${findings.length} finding${findings.length === 1 ? '' : 's'}\n${lines.join('\n')}`,
    'Correct the chart or its values and render again.',
  );
}

import {
  nameOf,
  splitSnapshot,
  type Manifest,
  type ObjectIdentity,
} from '../../model/manifest/manifest.ts';
import type { Environment } from '../../model/settings/environment.ts';
import { statePath } from '../../model/settings/state-path.ts';
import { readSnapshot } from '../release/read-snapshot.ts';
import { closeRelease } from '../secrets/close-release.ts';
import type { StageContext } from '../stage-context.ts';

/** A snapshot as the rungs see it. */
export interface Snapshot {
  /** Relative to the workspace. */
  readonly file: string;
  /** As it is, with its encrypted documents. */
  readonly text: string;
  readonly objects: readonly Manifest[];
  /** The same objects with skeletons in place of encrypted documents: what tools may see. */
  readonly shown: readonly Manifest[];
  /** Where an object begins in the file; 1 for one that is not in it. */
  readonly lineOf: (object: Partial<ObjectIdentity>) => number;
}

export async function openSnapshot(
  environment: Environment,
  stage: StageContext,
): Promise<Snapshot> {
  const text = await readSnapshot(environment, stage);
  const objects = splitSnapshot(text);
  const lines = new Map<string, number>();
  for (const object of [...objects].reverse()) {
    lines.set(`${object.kind}/${object.name}`, object.line);
    lines.set(nameOf(object), object.line);
  }
  return {
    file: statePath(environment),
    text,
    objects,
    shown: splitSnapshot(closeRelease(text)),
    lineOf: ({ kind = '', namespace = '', name = '' }) =>
      lines.get(nameOf({ kind, namespace, name })) ?? lines.get(`${kind}/${name}`) ?? 1,
  };
}

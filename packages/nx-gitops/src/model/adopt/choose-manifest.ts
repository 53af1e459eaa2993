import { isDeepStrictEqual } from 'node:util';
import type { Tree } from '../manifest/tree.ts';
import { cleanMetadata, cleanObject } from './clean-object.ts';

/** An object of a release, as somebody wrote it and as it runs. */
export interface FoundObject {
  /** What was applied; undefined where nobody knows. */
  readonly applied: Tree | undefined;
  /** Undefined: it does not run any more. */
  readonly live: Tree | undefined;
  /** What the API server would make of `applied`; undefined where it refuses it. */
  readonly replaced: Tree | undefined;
}

/**
 * The manifest of an object that runs: what was written, where that makes exactly what runs; otherwise (somebody has
 * scaled it, set an image, restarted it) what runs. Either way a deploy of it leaves the pods alone.
 */
export function chooseManifest(object: FoundObject, namespace: string): Tree {
  const { applied, live, replaced } = object;
  if (applied !== undefined && (live === undefined || isSame(live, replaced))) {
    const { metadata, ...rest } = applied;
    const { apiVersion, kind, ...body } = rest;
    return {
      apiVersion,
      kind,
      metadata: cleanMetadata((metadata ?? {}) as Tree, namespace),
      ...body,
    };
  }
  return cleanObject(live ?? {}, namespace);
}

const isSame = (live: Tree, replaced: Tree | undefined): boolean =>
  replaced !== undefined && isDeepStrictEqual(content(live), content(replaced));

const content = ({ metadata: _metadata, status: _status, ...rest }: Tree): Tree => rest;

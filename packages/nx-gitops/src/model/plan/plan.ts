import type { FieldChange } from './field-changes.ts';
import type { ObjectIdentity } from '../manifest/manifest.ts';

/** Something about a change that a person should look at twice. */
export type Risk =
  | 'immutable-field'
  | 'custom-resource-definition'
  | 'volume-claim'
  | 'namespace'
  | 'stateful-set-template'
  | 'mass-deletion';

/** A commit of the sources between two images. */
export interface CommitLine {
  readonly commit: string;
  readonly subject: string;
}

export interface ImageChange {
  readonly container: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** The newest first; undefined where Git cannot tell. */
  readonly commits: readonly CommitLine[] | undefined;
}

/** The live object that a change was planned against. */
export interface LiveState {
  readonly uid: string;
  /** Digest of the object without what controllers write; a Secret's is its resource version. */
  readonly digest: string;
}

export interface PlannedChange extends ObjectIdentity {
  /** `replace`: deleted and made again. `wait`: equal already, but not ready yet. */
  readonly operation: 'create' | 'update' | 'replace' | 'delete' | 'wait';
  readonly fields: readonly FieldChange[];
  readonly images: readonly ImageChange[];
  readonly risks: readonly Risk[];
  readonly live: LiveState | undefined;
}

/** What a deploy of a snapshot would change. Holds no value of a secret. */
export interface Plan {
  readonly version: 1;
  readonly environment: string;
  readonly context: string;
  readonly application: string;
  readonly namespace: string;
  /** Digest of the snapshot. */
  readonly snapshot: string;
  /** What could be looked at of the cluster: all objects, or those that differ from the recorded release. */
  readonly scope: 'full' | 'changed';
  readonly changes: readonly PlannedChange[];
  readonly risks: readonly Risk[];
}

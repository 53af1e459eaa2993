import type { ObjectTree } from '../manifest/object-tree.ts';
import type { ReleaseRecord } from '../release/release-record.ts';

/** What the report of a config repository shows: values only, secrets masked by those who read them. */
export interface ReportData {
  readonly application: string;
  /** ISO time at which it was made. */
  readonly at: string;
  readonly commit: string | undefined;
  readonly services: readonly string[];
  readonly environments: readonly EnvironmentReport[];
}

export interface EnvironmentReport {
  readonly name: string;
  readonly namespace: string;
  readonly locks: readonly LockReport[];
  /** The newest versions of the snapshot in Git, the newest first. */
  readonly revisions: readonly Revision[];
  readonly cluster: ClusterReport | ClusterProblem;
}

/** What an environment pins for a service. */
export interface LockReport {
  readonly service: string;
  readonly state: 'fresh' | 'stale' | 'held' | 'missing' | 'unreadable';
  /** Reference by digest of the first image. */
  readonly image: string | undefined;
  readonly commit: string | undefined;
  /** ISO time of that commit. */
  readonly at: string | undefined;
  /** Why a lock is held. */
  readonly reason: string | undefined;
}

/** One version of a snapshot. */
export interface Revision {
  readonly commit: string;
  readonly at: string;
  readonly author: string;
  readonly subject: string;
  /** Unified difference to the version before; encrypted data stays encrypted. */
  readonly patch: string;
}

export interface ClusterReport {
  readonly context: string;
  /** Lines of the plan: what a deploy would change now. */
  readonly plan: readonly string[];
  readonly planned: number;
  readonly drift: readonly string[];
  readonly drifted: number;
  readonly history: readonly (ReleaseRecord & { readonly subject: string | undefined })[];
  readonly tree: readonly ObjectTree[];
}

/** A cluster that could not be asked. */
export interface ClusterProblem {
  readonly problem: string;
  /** There is no snapshot to compare it with: nobody has rendered this environment yet. */
  readonly isUnrendered: boolean;
}

export const isReachable = (cluster: EnvironmentReport['cluster']): cluster is ClusterReport =>
  !('problem' in cluster);

/** One release of an environment, as the cluster remembers it. */
export interface ReleaseRecord {
  /** ISO time at which it began. */
  readonly at: string;
  readonly by: string;
  readonly commit: string | undefined;
  /** Whether the snapshot was another than that of the commit. */
  readonly isDirty: boolean;
  /** SHA-256 of the snapshot. */
  readonly digest: string;
  readonly kind: 'deploy' | 'rollback' | 'preview' | 'drift-fix' | 'delete';
  readonly result: 'deploying' | 'deployed' | 'failed';
  /** Why a guard was set aside. */
  readonly override?: string;
}

/** What is kept in the cluster: the releases, the newest first. */
export interface ReleaseLog {
  readonly releases: readonly ReleaseRecord[];
}

const kept = 50;

/** The release that runs: the newest that was applied, wholly or in part; none after a delete. */
export const runningRelease = ({ releases }: ReleaseLog): ReleaseRecord | undefined =>
  releases[0]?.kind === 'delete' && releases[0].result === 'deployed' ? undefined : releases[0];

/**
 * The log with a release, or with the result of the one that has just ended. Whoever writes holds the lease: an older
 * one that never said how it ended was killed.
 */
export function withRelease({ releases }: ReleaseLog, record: ReleaseRecord): ReleaseLog {
  const [newest, ...older] = releases;
  const rest = newest?.at === record.at && newest.by === record.by ? older : releases;
  const ended = rest.map((one) =>
    one.result === 'deploying' ? { ...one, result: 'failed' as const } : one,
  );
  return { releases: [record, ...ended].slice(0, kept) };
}

/** A log that cannot be read is none. */
export const parseReleaseLog = (text: string | undefined): ReleaseLog => {
  if (text === undefined) return { releases: [] };
  try {
    return { releases: JSON.parse(text) as ReleaseRecord[] };
  } catch {
    return { releases: [] };
  }
};

import { GitopsError } from '../model/errors.ts';
import { formatLease, parseLease, type Lease, type LeasePlace } from '../model/release/lease.ts';
import {
  adviseOnNamespace,
  findClusterError,
  isMissingNamespace,
  kubectlFlags,
  type Cluster,
} from './cluster.ts';
import { runOnCluster } from './run-on-cluster.ts';
import type { RunTool } from './run-tool.ts';

/** A Lease in the cluster. A write takes place only while nobody else wrote since the read. */
export interface LeaseStore {
  readonly read: () => Promise<Lease | undefined>;
  /** Undefined where somebody else was first. */
  readonly write: (lease: Lease) => Promise<Lease | undefined>;
}

export function openLease(
  run: RunTool,
  cluster: Cluster,
  place: LeasePlace,
  timeoutSeconds: number,
): LeaseStore {
  const kubectl = (args: readonly string[], input?: string): ReturnType<RunTool> =>
    runOnCluster(
      run,
      cluster,
      'kubectl',
      [
        ...kubectlFlags(cluster),
        `--namespace=${place.namespace}`,
        `--request-timeout=${timeoutSeconds}s`,
        ...args,
      ],
      input === undefined ? {} : { input },
    );
  const failed = (stderr: string): GitopsError =>
    findClusterError(cluster, stderr) ??
    new GitopsError(
      'LEASE_FAILED',
      `The lease ${place.name} in namespace ${place.namespace} cannot be read or written`,
      adviseOnNamespace(
        stderr,
        place.namespace,
        'A deploy needs the rights get, create and update on leases of coordination.k8s.io there.',
      ),
    );
  return {
    read: async () => {
      const args = ['get', 'lease', place.name, '--ignore-not-found', '--output=json'];
      const { exitCode, stdout, stderr } = await kubectl(args);
      if (exitCode !== 0) throw failed(stderr);
      return stdout.trim() === '' ? undefined : parseLease(JSON.parse(stdout));
    },
    write: async (lease) => {
      const verb = lease.resourceVersion ? 'replace' : 'create';
      // Validation on this side would fetch the schemas of the whole API first.
      const args = [verb, '--filename=-', '--output=json', '--validate=false'];
      const result = await kubectl(args, JSON.stringify(formatLease(place, lease)));
      if (result.exitCode === 0) return parseLease(JSON.parse(result.stdout));
      // Without its namespace it would be tried for ever.
      if (isMissingNamespace(result.stderr)) throw failed(result.stderr);
      if (/Conflict|AlreadyExists|NotFound|has been modified/.test(result.stderr)) return undefined;
      throw failed(result.stderr);
    },
  };
}

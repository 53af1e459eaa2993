import { GitopsError } from '../model/errors.ts';
import { formatLease, parseLease, type Lease, type LeasePlace } from '../model/release/lease.ts';
import type { ApiServer } from './api-server.ts';
import { adviseOnNamespace, isMissingNamespace } from './cluster.ts';

/** A Lease in the cluster. A write takes place only while nobody else wrote since the read. */
export interface LeaseStore {
  readonly read: () => Promise<Lease | undefined>;
  /** Undefined where somebody else was first. */
  readonly write: (lease: Lease) => Promise<Lease | undefined>;
}

export function openLease(api: ApiServer, place: LeasePlace, seconds: number): LeaseStore {
  const leases = `/apis/coordination.k8s.io/v1/namespaces/${place.namespace}/leases`;
  const path = `${leases}/${place.name}`;
  const failed = (refusal: string): GitopsError =>
    new GitopsError(
      'LEASE_FAILED',
      `The lease ${place.name} in namespace ${place.namespace} cannot be read or written`,
      adviseOnNamespace(
        refusal,
        place.namespace,
        'A deploy needs the rights get, create and update on leases of coordination.k8s.io there.',
      ),
    );
  return {
    read: async () => {
      const { status, text, refusal } = await api.ask({ path, seconds });
      if (status === 404) return undefined;
      if (refusal !== undefined) throw failed(refusal);
      return parseLease(JSON.parse(text));
    },
    write: async (lease) => {
      const body = formatLease(place, lease);
      const { status, text, refusal } = await api.ask(
        lease.resourceVersion
          ? { method: 'PUT', path, body, seconds }
          : { method: 'POST', path: leases, body, seconds },
      );
      if (refusal === undefined) return parseLease(JSON.parse(text));
      // Without its namespace it would be tried for ever.
      if (isMissingNamespace(refusal)) throw failed(refusal);
      if (status === 404 || status === 409) return undefined;
      throw failed(refusal);
    },
  };
}

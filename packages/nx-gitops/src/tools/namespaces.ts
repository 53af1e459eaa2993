import { setTimeout as sleep } from 'node:timers/promises';
import { GitopsError } from '../model/errors.ts';
import type { NamespaceObject } from '../model/release/preview.ts';
import type { ApiAnswer, ApiServer } from './api-server.ts';
import { serverSideApply } from './server-side-apply.ts';

/** Namespaces as objects: previews are kept in their labels and annotations. */
export interface Namespaces {
  readonly find: (name: string) => Promise<NamespaceObject | undefined>;
  readonly list: (label: string) => Promise<readonly NamespaceObject[]>;
  readonly apply: (namespace: NamespaceObject) => Promise<void>;
  /** Waits until it is gone. */
  readonly remove: (name: string) => Promise<void>;
  /** Whether it is there; whoever may not look at namespaces may have one nevertheless. */
  readonly exists: (name: string) => Promise<boolean>;
  /** Whether it is being deleted; whoever may not look at it does not know. */
  readonly isTerminating: (name: string) => Promise<boolean>;
  /** Makes it if it is not there. True where it was made. */
  readonly ensure: (name: string) => Promise<boolean>;
}

const root = '/api/v1/namespaces';

export function openNamespaces(api: ApiServer): Namespaces {
  const expectTaken = (what: string, { text, refusal }: ApiAnswer): string => {
    if (refusal === undefined) return text;
    throw new GitopsError(
      'APPLY_REFUSED',
      `The API server of context "${api.cluster.context}" refuses to ${what}`,
      `Previews need the rights get, list, create, patch and delete on namespaces.\n${refusal}`,
    );
  };
  const find: Namespaces['find'] = async (name) => {
    const answer = await api.ask({ path: `${root}/${name}` });
    if (answer.status === 404) return undefined;
    return JSON.parse(expectTaken('get a namespace', answer)) as NamespaceObject;
  };
  return {
    find,
    list: async (label) => {
      const path = `${root}?labelSelector=${encodeURIComponent(label)}`;
      const text = expectTaken('list namespaces', await api.ask({ path }));
      return (JSON.parse(text) as { items: NamespaceObject[] }).items;
    },
    apply: async ({ metadata }) => {
      const body = { apiVersion: 'v1', kind: 'Namespace', metadata };
      const path = `${root}/${metadata.name}`;
      expectTaken('apply a namespace', await serverSideApply(api, path, body, 'nx-gitops'));
    },
    remove: async (name) => {
      const answer = await api.ask({ method: 'DELETE', path: `${root}/${name}` });
      // One that is going already is refused with a conflict.
      if (answer.status !== 404 && answer.status !== 409) expectTaken('delete a namespace', answer);
      const deadline = Date.now() + patience;
      while ((await find(name)) !== undefined) {
        if (Date.now() > deadline) throw stuck(name);
        await sleep(500);
      }
    },
    exists: async (name) => (await api.ask({ path: `${root}/${name}` })).status !== 404,
    isTerminating: async (name) => {
      const { refusal, text } = await api.ask({ path: `${root}/${name}` });
      if (refusal !== undefined) return false;
      return (JSON.parse(text) as NamespaceObject).status?.phase === 'Terminating';
    },
    ensure: async (name) => {
      const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
      const { status, refusal } = await api.ask({ method: 'POST', path: root, body });
      // Whoever may not create namespaces can still deploy into one that is there.
      if (status === 409 || status === 403) return false;
      if (refusal === undefined) return true;
      throw new GitopsError('APPLY_REFUSED', `Namespace "${name}" cannot be made`, refusal);
    },
  };
}

const patience = 5 * 60_000;

const stuck = (name: string): GitopsError =>
  new GitopsError(
    'APPLY_FAILED',
    `The namespace ${name} is not gone after five minutes`,
    `An object in it has a finalizer that nobody clears: "kubectl get namespace ${name} --output=yaml" names it. Then do it again.`,
  );

import type { ObjectIdentity } from '../model/manifest/manifest.ts';
import { refusedTo, type ApiServer } from './api-server.ts';

/** Where the API server keeps the objects of a kind. */
export interface ApiResource {
  readonly apiVersion: string;
  readonly kind: string;
  /** `/apis/apps/v1`. */
  readonly root: string;
  /** `deployments`. */
  readonly plural: string;
  readonly isNamespaced: boolean;
}

type Kind = Pick<ObjectIdentity, 'apiVersion' | 'kind'>;

/** Undefined where the server does not know the kind (yet). */
export type FindResource = (kind: Kind) => Promise<ApiResource | undefined>;

/** Finds kinds, asking for each group once. */
export function openResources(api: ApiServer): FindResource {
  const groups = new Map<string, Promise<readonly ApiResource[]>>();
  return async ({ apiVersion, kind }) => {
    const group = groups.get(apiVersion) ?? readGroup(api, apiVersion);
    groups.set(apiVersion, group);
    return (await group).find((one) => one.kind === kind);
  };
}

/** `apps/` is the version of a group that the server prefers. */
async function readGroup(api: ApiServer, apiVersion: string): Promise<readonly ApiResource[]> {
  if (apiVersion.endsWith('/')) {
    const group = await read<Group>(api, `/apis/${apiVersion.slice(0, -1)}`);
    return group ? readGroup(api, group.preferredVersion.groupVersion) : [];
  }
  const version = apiVersion || 'v1';
  const root = version.includes('/') ? `/apis/${version}` : `/api/${version}`;
  const { resources = [] } = (await read<ResourceList>(api, root)) ?? {};
  return resources
    .filter(({ name }) => !name.includes('/'))
    .map(({ name, kind, namespaced }) => ({
      ...{ apiVersion: version, kind, root, plural: name, isNamespaced: namespaced },
    }));
}

async function read<T>(api: ApiServer, path: string): Promise<T | undefined> {
  const { status, text, refusal } = await api.ask({ path });
  if (status === 404) return undefined;
  if (refusal === undefined) return JSON.parse(text) as T;
  throw refusedTo(api, 'read which kinds there are', refusal);
}

interface Group {
  readonly preferredVersion: { readonly groupVersion: string };
}

interface ResourceList {
  readonly resources?: readonly {
    readonly name: string;
    readonly kind: string;
    readonly namespaced: boolean;
  }[];
}

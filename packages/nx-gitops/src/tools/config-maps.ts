import { GitopsError } from '../model/errors.ts';
import type { ApiAnswer, ApiServer } from './api-server.ts';
import { adviseOnNamespace } from './cluster.ts';
import { serverSideApply } from './server-side-apply.ts';

export interface ConfigMap {
  readonly metadata: {
    readonly name: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly data?: Readonly<Record<string, string>>;
}

/** The ConfigMaps of a namespace, in which an app is remembered. */
export interface ConfigMaps {
  readonly find: (name: string) => Promise<ConfigMap | undefined>;
  /** Sets what is given, and takes away what the same manager gave before and does not give now. */
  readonly apply: (object: ConfigMap, manager: string) => Promise<void>;
  readonly remove: (name: string) => Promise<void>;
}

export function openConfigMaps(api: ApiServer, namespace: string): ConfigMaps {
  const pathOf = (name: string): string => `/api/v1/namespaces/${namespace}/configmaps/${name}`;
  const expectTaken = (name: string, { text, refusal }: ApiAnswer): string => {
    if (refusal === undefined) return text;
    throw new GitopsError(
      'RECORD_FAILED',
      `The record of releases ${name} in namespace ${namespace} cannot be read or written`,
      adviseOnNamespace(
        refusal,
        namespace,
        'A deploy needs the rights get, create and patch, and delete, on configmaps there.',
      ),
    );
  };
  return {
    find: async (name) => {
      const answer = await api.ask({ path: pathOf(name) });
      if (answer.status === 404) return undefined;
      return JSON.parse(expectTaken(name, answer)) as ConfigMap;
    },
    apply: async ({ metadata, data }, manager) => {
      const body = {
        ...{ apiVersion: 'v1', kind: 'ConfigMap', data },
        metadata: { ...metadata, namespace },
      };
      const { name } = metadata;
      expectTaken(name, await serverSideApply(api, pathOf(name), body, manager));
    },
    remove: async (name) => {
      const answer = await api.ask({ method: 'DELETE', path: pathOf(name) });
      if (answer.status !== 404) expectTaken(name, answer);
    },
  };
}

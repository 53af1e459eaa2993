import { refusedTo, type ApiServer } from './api-server.ts';

/** What tells how the workloads of a namespace fare, as the API server gives it. */
export interface Workloads {
  readonly pods: () => Promise<readonly unknown[]>;
  readonly jobs: () => Promise<readonly unknown[]>;
  /** `fields` such as `reason=FailedCreate`. */
  readonly events: (fields?: string) => Promise<readonly unknown[]>;
  /** The last log lines of a pod's container; empty where there are none. */
  readonly tailLog: (pod: string, container: string) => Promise<string>;
}

export function openWorkloads(
  api: ApiServer,
  namespace: string,
  signal?: AbortSignal | undefined,
): Workloads {
  const core = `/api/v1/namespaces/${namespace}`;
  const list = async (path: string): Promise<readonly unknown[]> => {
    const { text, refusal } = await api.ask({ path, signal });
    if (refusal !== undefined) throw refusedTo(api, 'look at the pods', refusal);
    return (JSON.parse(text) as { items: readonly unknown[] }).items;
  };
  return {
    pods: () => list(`${core}/pods`),
    jobs: () => list(`/apis/batch/v1/namespaces/${namespace}/jobs`),
    events: (fields) =>
      list(
        `${core}/events${fields === undefined ? '' : `?fieldSelector=${encodeURIComponent(fields)}`}`,
      ),
    tailLog: async (pod, container) => {
      const path = `${core}/pods/${pod}/log?container=${encodeURIComponent(container)}&tailLines=5`;
      const { text, refusal } = await api.ask({ path, signal });
      return refusal === undefined ? text.trim() : '';
    },
  };
}

import type { ApiClient } from './api-client.ts';

const name = 'local';
const path = `/api/v1/nodes/${name}`;
const room = { cpu: '1k', memory: '4Ti', pods: '100k', 'ephemeral-storage': '100Ti' };

/** One node that is large enough for everything. */
export const createNode = async (api: ApiClient): Promise<boolean> => {
  const { status } = await api.send('POST', '/api/v1/nodes', {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: { 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux', type: 'kwok' },
    },
    status: { allocatable: room, capacity: room },
  });
  return status === 201 || status === 409;
};

/** The API server taints a new node `not-ready`, and the controller that would remove the taint does not run. */
export const clearTaints = async (api: ApiClient): Promise<boolean> =>
  (await api.send('PATCH', path, { spec: { taints: [] } })).status === 200;

export const isNodeReady = async (api: ApiClient): Promise<boolean> => {
  const { status, text } = await api.get(path);
  if (status !== 200) return false;
  const node = JSON.parse(text) as { status?: { conditions?: { type: string; status: string }[] } };
  return (
    node.status?.conditions?.some(
      (condition) => condition.type === 'Ready' && condition.status === 'True',
    ) ?? false
  );
};

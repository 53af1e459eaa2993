import { stringify } from 'yaml';
import { failingStages } from './failing-stages.ts';

const podLog = 'KWOK stands in for the kubelet: this container is simulated, nothing runs in it.';

/** Container logs as the kubelet would find them on disk. */
export const formatPodLog = (): string => `2026-01-01T00:00:00.000000000Z stdout F ${podLog}\n`;

/** Lets `kubectl logs` answer for every pod, and many pods change at the same time. */
export const formatKwokConfig = (logPath: string): string =>
  [
    {
      apiVersion: 'config.kwok.x-k8s.io/v1alpha1',
      kind: 'KwokConfiguration',
      options: {
        podPlayStageParallelism: 16,
        nodePlayStageParallelism: 4,
        nodeLeaseParallelism: 4,
        enableDebuggingHandlers: true,
        podsOnNodeSyncParallelism: 4,
      },
    },
    {
      apiVersion: 'kwok.x-k8s.io/v1alpha1',
      kind: 'ClusterLogs',
      metadata: { name: 'every-pod' },
      spec: { logs: [{ logsFile: logPath, follow: false }] },
    },
    ...failingStages,
  ]
    .map((document) => stringify(document))
    .join('---\n');

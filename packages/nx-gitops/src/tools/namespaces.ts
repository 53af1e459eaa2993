import { setTimeout as sleep } from 'node:timers/promises';
import { GitopsError } from '../model/errors.ts';
import type { NamespaceObject } from '../model/release/preview.ts';
import { findClusterError, kubectlFlags, type Cluster } from './cluster.ts';
import { runOnCluster } from './run-on-cluster.ts';
import { lastLines, type RunTool } from './run-tool.ts';

/** Namespaces as objects: previews are kept in their labels and annotations. */
export interface Namespaces {
  readonly find: (name: string) => Promise<NamespaceObject | undefined>;
  readonly list: (label: string) => Promise<readonly NamespaceObject[]>;
  readonly apply: (namespace: NamespaceObject) => Promise<void>;
  /** Waits until it is gone. */
  readonly remove: (name: string) => Promise<void>;
}

export function openNamespaces(run: RunTool, cluster: Cluster): Namespaces {
  const kubectl = async (args: readonly string[], input?: string): Promise<string> => {
    const common = kubectlFlags(cluster);
    const result = await runOnCluster(
      run,
      cluster,
      'kubectl',
      [...common, ...args],
      input === undefined ? {} : { input },
    );
    if (result.exitCode === 0) return result.stdout;
    throw (
      findClusterError(cluster, result.stderr) ??
      new GitopsError(
        'APPLY_REFUSED',
        `The API server of context "${cluster.context}" refuses to ${args[0]} a namespace`,
        `Previews need the rights get, list, create, patch and delete on namespaces.\n${lastLines(result.stderr, 5)}`,
      )
    );
  };
  const find: Namespaces['find'] = async (name) => {
    const args = ['get', 'namespace', name, '--ignore-not-found', '--output=json'];
    const text = await kubectl([...args, '--request-timeout=15s']);
    return text.trim() === '' ? undefined : (JSON.parse(text) as NamespaceObject);
  };
  return {
    find,
    list: async (label) => {
      const args = ['get', 'namespaces', `--selector=${label}`, '--output=json'];
      const text = await kubectl([...args, '--request-timeout=15s']);
      return (JSON.parse(text) as { items: NamespaceObject[] }).items;
    },
    apply: async ({ metadata }) => {
      const object = { apiVersion: 'v1', kind: 'Namespace', metadata };
      const args = ['apply', '--server-side', '--force-conflicts', '--field-manager=nx-gitops'];
      await kubectl([...args, '--filename=-'], JSON.stringify(object));
    },
    remove: async (name) => {
      const args = ['delete', 'namespace', name, '--ignore-not-found', '--wait=false'];
      await kubectl([...args, '--request-timeout=15s']);
      const deadline = Date.now() + patience;
      // kubectl's own wait goes on for minutes when the API server dies.
      while ((await find(name)) !== undefined) {
        if (Date.now() > deadline) throw stuck(name);
        await sleep(500);
      }
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

import { GitopsError } from '../model/errors.ts';
import type { ObjectIdentity } from '../model/manifest/manifest.ts';
import { findClusterError, findRightsError, kubectlFlags, type Cluster } from './cluster.ts';
import { runOnCluster } from './run-on-cluster.ts';
import { expectSuccess, type RunTool } from './run-tool.ts';

/** kubectl, for the few questions that kapp does not answer. */
export interface Kubectl {
  /** Makes the namespace if it is not there. True where it was made. */
  readonly ensureNamespace: (name: string) => Promise<boolean>;
  /** The objects of a kind in a namespace, as the API server gives them; `fields` such as `reason=FailedCreate`. */
  readonly list: (kind: string, namespace: string, fields?: string) => Promise<readonly unknown[]>;
  /** The live objects of some manifests, with who manages their fields; those that exist. */
  readonly readAll: (manifests: string, namespace?: string) => Promise<readonly unknown[]>;
  readonly hasNamespace: (name: string) => Promise<boolean>;
  /** Live objects by name, those that exist, as the API server gives them. */
  readonly readObjects: (objects: readonly ObjectIdentity[]) => Promise<readonly unknown[]>;
  /** The last log lines of a pod's container; empty where there are none. */
  readonly tailLog: (pod: string, container: string, namespace: string) => Promise<string>;
}

export function openKubectl(run: RunTool, cluster: Cluster): Kubectl {
  const kubectl = (args: readonly string[], input?: string): ReturnType<RunTool> =>
    runOnCluster(
      run,
      cluster,
      'kubectl',
      [...kubectlFlags(cluster), '--request-timeout=15s', ...args],
      input === undefined ? {} : { input },
    );
  /** stdout of a call that has to succeed. */
  const ask = async (doing: string, args: readonly string[], input?: string): Promise<string> => {
    const result = await kubectl(args, input);
    const error =
      result.exitCode === 0
        ? undefined
        : (findClusterError(cluster, result.stderr) ??
          findRightsError(cluster, 'read the live objects', result.stderr));
    if (error) throw error;
    return expectSuccess('kubectl', doing, result).stdout;
  };
  return {
    ensureNamespace: async (name) => {
      const result = await kubectl(['create', 'namespace', name]);
      if (result.exitCode === 0) return true;
      if (result.stderr.includes('AlreadyExists')) return false;
      // Whoever may not create namespaces can still deploy into one that is there.
      if (/Forbidden/.test(result.stderr)) return false;
      throw (
        findClusterError(cluster, result.stderr) ??
        new GitopsError('APPLY_REFUSED', `Namespace "${name}" cannot be made`, result.stderr.trim())
      );
    },
    list: async (kind, namespace, fields) => {
      const args = ['get', kind, `--namespace=${namespace}`, '--output=json'];
      const some = fields === undefined ? [] : [`--field-selector=${fields}`];
      const result = await kubectl([...args, ...some]);
      expectSuccess('kubectl', `listing ${kind}`, result);
      return (JSON.parse(result.stdout) as { items: unknown[] }).items;
    },
    readAll: async (manifests, namespace) => {
      const args = [
        ...['get', '--filename=-', '--ignore-not-found', '--show-managed-fields'],
        ...(namespace === undefined ? [] : [`--namespace=${namespace}`]),
      ];
      return readList(await ask(reading, [...args, '--output=json'], manifests));
    },
    readObjects: async (objects) => {
      const found = await Promise.all(
        chunkByNamespace(objects).map(async (some) => {
          const namespace = some[0]?.namespace;
          const args = [...(namespace ? [`--namespace=${namespace}`] : []), '--ignore-not-found'];
          const names = some.map(nameForGet);
          return readList(await ask(reading, ['get', ...names, ...args, '--output=json']));
        }),
      );
      return found.flat();
    },
    hasNamespace: async (name) => {
      const result = await kubectl([
        'get',
        'namespace',
        name,
        '--ignore-not-found',
        '--output=name',
      ]);
      const error = result.exitCode === 0 ? undefined : findClusterError(cluster, result.stderr);
      if (error) throw error;
      // Whoever may not look at namespaces may have one nevertheless.
      return result.exitCode !== 0 || result.stdout.trim() !== '';
    },
    tailLog: async (pod, container, namespace) => {
      const where = [`--namespace=${namespace}`, `--container=${container}`, '--tail=5'];
      const result = await kubectl(['logs', pod, ...where]);
      return result.exitCode === 0 ? result.stdout.trim() : '';
    },
  };
}

const reading = 'reading the live objects';

/** kubectl answers with the object itself where it is the only one. */
export function readList(output: string): readonly unknown[] {
  if (output.trim() === '') return [];
  const answer = JSON.parse(output) as { kind: string; items?: unknown[] };
  return answer.kind === 'List' ? (answer.items ?? []) : [answer];
}

/** `Deployment.apps/web`: the version is the server's choice. */
const nameForGet = ({ apiVersion, kind, name }: ObjectIdentity): string =>
  `${kind}${apiVersion.includes('/') ? `.${apiVersion.split('/')[0]}` : ''}/${name}`;

/** One call asks within one namespace, and a command line has an end. */
function chunkByNamespace(objects: readonly ObjectIdentity[]): (readonly ObjectIdentity[])[] {
  const namespaces = [...new Set(objects.map(({ namespace }) => namespace))];
  return namespaces.flatMap((namespace) => {
    const some = objects.filter((one) => one.namespace === namespace);
    return Array.from({ length: Math.ceil(some.length / 200) }, (_, at) =>
      some.slice(at * 200, (at + 1) * 200),
    );
  });
}

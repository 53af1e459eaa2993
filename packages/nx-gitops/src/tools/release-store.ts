import { GitopsError } from '../model/errors.ts';
import type { RecordedObjects } from '../model/release/choose-scope.ts';
import { parseFreeze, type Freeze } from '../model/release/freeze.ts';
import { parseReleaseLog, type ReleaseLog } from '../model/release/release-record.ts';
import { adviseOnNamespace, findClusterError, kubectlFlags } from './cluster.ts';
import { partOf } from './kapp-part.ts';
import { parseKappRecord, type KappRecord } from './kapp-record.ts';
import type { KappApp } from './kapp-app.ts';
import { readList } from './kubectl.ts';
import { runOnCluster } from './run-on-cluster.ts';
import type { RunTool } from './run-tool.ts';

/** What the cluster remembers of an app, read at once. */
export interface AppMemory {
  readonly log: ReleaseLog;
  readonly recorded: RecordedObjects | undefined;
  readonly freeze: Freeze | undefined;
  /** kapp's own record; undefined where nothing was ever deployed. */
  readonly app: KappRecord | undefined;
  /** A deploy was killed while it had a second record. */
  readonly hasPart: boolean;
}

/** The releases of an app, kept in the ConfigMap `nx-gitops-<app>` beside kapp's own. */
export interface ReleaseStore {
  readonly read: () => Promise<ReleaseLog>;
  readonly readMemory: () => Promise<AppMemory>;
  /** Without the objects, what is recorded of them is forgotten. */
  readonly write: (log: ReleaseLog, objects?: RecordedObjects) => Promise<void>;
  readonly writeFreeze: (freeze: Freeze | undefined) => Promise<void>;
}

export function openReleaseStore(
  run: RunTool,
  { cluster, name: app, namespace }: KappApp,
): ReleaseStore {
  const name = `nx-gitops-${app}`;
  const kubectl = async (args: readonly string[], input?: string): Promise<string> => {
    const common = [...kubectlFlags(cluster), `--namespace=${namespace}`, '--request-timeout=15s'];
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
        'RECORD_FAILED',
        `The record of releases ${name} in namespace ${namespace} cannot be read or written`,
        adviseOnNamespace(
          result.stderr,
          namespace,
          'A deploy needs the rights get, create and patch on configmaps there.',
        ),
      )
    );
  };
  const readMemory = async (): Promise<AppMemory> => {
    const get = ['get', 'configmap', name, app, partOf(app), '--ignore-not-found'];
    const maps = readList(await kubectl([...get, '--output=json'])) as ConfigMap[];
    const of = (wanted: string): Record<string, string> | undefined =>
      maps.find(({ metadata }) => metadata.name === wanted)?.data;
    const own = of(name) ?? {};
    return {
      log: parseReleaseLog(own['releases']),
      recorded: readJson(own['objects']) as RecordedObjects | undefined,
      freeze: parseFreeze(readJson(own['freeze'])),
      app: parseKappRecord(of(app)?.['spec']),
      hasPart: of(partOf(app)) !== undefined,
    };
  };
  /** Releases and freeze have a manager each: neither has to read the other's value to keep it. */
  const write = async (manager: string, data: Readonly<Record<string, string>>): Promise<void> => {
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace }, data };
    const args = ['apply', '--server-side', '--force-conflicts', `--field-manager=${manager}`];
    await kubectl([...args, '--validate=false', '--filename=-'], JSON.stringify(object));
  };
  return {
    read: async () => (await readMemory()).log,
    readMemory,
    write: ({ releases }, objects) =>
      write('nx-gitops', {
        releases: JSON.stringify(releases),
        ...(objects ? { objects: JSON.stringify(limit(objects)) } : {}),
      }),
    writeFreeze: (freeze) =>
      write('nx-gitops-freeze', freeze ? { freeze: JSON.stringify(freeze) } : {}),
  };
}

/** A ConfigMap holds a MiB: beyond about 35,000 objects every deploy is a full one. */
const most = 700_000;

const limit = ({ objects = '', ...rest }: RecordedObjects): RecordedObjects =>
  objects.length < most ? { ...rest, objects } : rest;

interface ConfigMap {
  readonly metadata: { readonly name: string };
  readonly data?: Record<string, string>;
}

function readJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

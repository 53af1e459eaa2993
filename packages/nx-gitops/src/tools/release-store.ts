import type { RecordedObjects } from '../model/release/choose-scope.ts';
import { parseFreeze, type Freeze } from '../model/release/freeze.ts';
import { parseReleaseLog, type ReleaseLog } from '../model/release/release-record.ts';
import type { OpenApiServer } from './api-server.ts';
import { openConfigMaps } from './config-maps.ts';
import { partOf } from './kapp-part.ts';
import { parseKappRecord, type KappRecord } from './kapp-record.ts';
import type { KappApp } from './kapp-app.ts';

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
  open: OpenApiServer,
  { cluster, name: app, namespace }: KappApp,
): ReleaseStore {
  const name = `nx-gitops-${app}`;
  const configMaps = openConfigMaps(open(cluster), namespace);
  const readMemory = async (): Promise<AppMemory> => {
    const [own, record, part] = await Promise.all([name, app, partOf(app)].map(configMaps.find));
    const data = own?.data ?? {};
    return {
      log: parseReleaseLog(data['releases']),
      recorded: readJson(data['objects']) as RecordedObjects | undefined,
      freeze: parseFreeze(readJson(data['freeze'])),
      app: parseKappRecord(record?.data?.['spec']),
      hasPart: part !== undefined,
    };
  };
  /** Releases and freeze have a manager each: neither has to read the other's value to keep it. */
  const write = (manager: string, data: Readonly<Record<string, string>>): Promise<void> =>
    configMaps.apply({ metadata: { name }, data }, manager);
  return {
    read: async () => parseReleaseLog((await configMaps.find(name))?.data?.['releases']),
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

function readJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

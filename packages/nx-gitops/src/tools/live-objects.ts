import type { ObjectIdentity } from '../model/manifest/manifest.ts';
import type { LiveObject } from '../model/plan/drift.ts';
import { openResources, type ApiResource, type FindResource } from './api-resources.ts';
import { refusedTo, type ApiServer } from './api-server.ts';

/** More objects of a kind in one namespace than this are listed, not asked for one by one. */
const few = 20;

/**
 * The live objects of some names, those that exist, with who manages their fields. One that names no namespace is
 * looked for in `namespace`. A kind that the server does not know (yet) has none.
 */
export async function readLiveObjects<T extends LiveObject>(
  api: ApiServer,
  objects: readonly ObjectIdentity[],
  namespace?: string,
  find: FindResource = openResources(api),
): Promise<readonly T[]> {
  const places = new Map<string, Place>();
  for (const object of objects) {
    const resource = await find(object);
    if (!resource) continue;
    const within = resource.isNamespaced ? object.namespace || namespace || 'default' : '';
    const path = pathOf(resource, within);
    const place = places.get(path) ?? { resource, path, names: new Set<string>() };
    place.names.add(object.name);
    places.set(path, place);
  }
  const found = await Promise.all([...places.values()].map((place) => readPlace(api, place)));
  return found.flat() as T[];
}

/** The objects of one kind in one namespace. */
interface Place {
  readonly resource: ApiResource;
  readonly path: string;
  readonly names: Set<string>;
}

const pathOf = ({ root, plural }: ApiResource, namespace: string): string =>
  namespace ? `${root}/namespaces/${encodeURIComponent(namespace)}/${plural}` : `${root}/${plural}`;

/** Secrets are asked for by name alone. */
async function readPlace(api: ApiServer, place: Place): Promise<readonly LiveObject[]> {
  const { names, resource, path } = place;
  const listed =
    names.size > few && resource.kind !== 'Secret' ? await listPlace(api, place) : undefined;
  if (listed) return listed.filter(({ metadata }) => names.has(metadata.name));
  const found = await Promise.all(
    [...names].map((name) => readOne(api, `${path}/${encodeURIComponent(name)}`)),
  );
  return found.filter((one) => one !== undefined);
}

async function readOne(api: ApiServer, path: string): Promise<LiveObject | undefined> {
  const { status, text, refusal } = await api.ask({ path });
  if (status === 404) return undefined;
  if (refusal !== undefined) throw refusedTo(api, 'read the live objects', refusal);
  return JSON.parse(text) as LiveObject;
}

/** Undefined where the account may read objects and not list them. */
async function listPlace(
  api: ApiServer,
  { path, resource: { apiVersion, kind } }: Place,
): Promise<readonly LiveObject[] | undefined> {
  const all: LiveObject[] = [];
  for (let next = ''; ;) {
    const { status, text, refusal } = await api.ask({ path: `${path}?limit=500${next}` });
    if (status === 403) return undefined;
    if (refusal !== undefined) throw refusedTo(api, 'read the live objects', refusal);
    const { items, metadata } = JSON.parse(text) as ObjectList;
    all.push(...items.map((item) => ({ ...item, apiVersion, kind })));
    if (!metadata.continue) return all;
    next = `&continue=${encodeURIComponent(metadata.continue)}`;
  }
}

interface ObjectList {
  readonly items: readonly LiveObject[];
  readonly metadata: { readonly continue?: string };
}

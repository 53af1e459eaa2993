import type { OpenApiServer } from './api-server.ts';
import { openConfigMaps } from './config-maps.ts';
import type { KappApp } from './kapp-app.ts';

/** What kapp keeps of an app in the ConfigMap of its name. */
export interface KappRecord {
  /** Value of the label `kapp.k14s.io/app` on every object of the app. */
  readonly label: string;
  /** Name of the last change, as `kapp app-change list` shows it. */
  readonly lastChange: string | undefined;
  /** The kinds that kapp looks for objects in. */
  readonly kinds: readonly { readonly Group: string; readonly Kind: string }[];
  /** Those of the last change. */
  readonly namespaces: readonly string[];
}

/** Undefined where nothing was ever deployed. */
export const readKappRecord = async (
  open: OpenApiServer,
  { cluster, name, namespace }: KappApp,
): Promise<KappRecord | undefined> =>
  parseKappRecord((await openConfigMaps(open(cluster), namespace).find(name))?.data?.['spec']);

export function parseKappRecord(spec: string | undefined): KappRecord | undefined {
  if (spec === undefined || spec.trim() === '') return undefined;
  const { labelValue, lastChangeName, lastChange, usedGKs } = JSON.parse(spec) as {
    labelValue: string;
    lastChangeName?: string;
    lastChange?: { namespaces?: string[] };
    usedGKs?: KappRecord['kinds'];
  };
  const namespaces = lastChange?.namespaces ?? [];
  return { label: labelValue, lastChange: lastChangeName, kinds: usedGKs ?? [], namespaces };
}

import type { OpenApiServer } from './api-server.ts';
import { openConfigMaps } from './config-maps.ts';
import type { KappRecord } from './kapp-record.ts';
import type { KappApp } from './kapp-app.ts';

/** The name of the second record of an app. */
export const partOf = (app: string): string => `nx-gitops-${app}-part`;

/**
 * Does something with a second record of an app, for objects of it: kapp writes the kinds of what it is given into
 * the record that it is told of, and would not find the others of an app any more.
 */
export async function withPartRecord<T>(
  open: OpenApiServer,
  app: KappApp,
  { label }: KappRecord,
  work: (part: KappApp) => Promise<T>,
): Promise<T> {
  const name = partOf(app.name);
  const spec = { labelKey: 'kapp.k14s.io/app', labelValue: label, usedGKs: [] };
  const record = {
    metadata: {
      name,
      labels: { 'kapp.k14s.io/is-app': '' },
      annotations: { 'kapp.k14s.io/app-changes-use-app-label': '' },
    },
    data: { spec: JSON.stringify(spec) },
  };
  await openConfigMaps(open(app.cluster), app.namespace).apply(record, 'nx-gitops');
  try {
    return await work({ ...app, name });
  } finally {
    // What stays behind is removed by the next deploy.
    await removePartRecord(open, app).catch(() => undefined);
  }
}

/** Removes what a killed deploy left behind. */
export const removePartRecord = (
  open: OpenApiServer,
  { cluster, name, namespace }: KappApp,
): Promise<void> => openConfigMaps(open(cluster), namespace).remove(partOf(name));

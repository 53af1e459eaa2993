import { kappRows } from './kapp-inspect.ts';
import type { KappApp } from './kapp-app.ts';
import type { RunTool } from './run-tool.ts';

/** An object that is not ready, in kapp's words. */
export interface UnhealthyObject {
  readonly kind: string;
  readonly name: string;
  readonly state: string;
  readonly info: string;
}

interface Row {
  readonly kind: string;
  readonly name: string;
  readonly reconcile_state?: string;
  readonly reconcile_info?: string;
}

/** The objects of an app that are not ready, those that controllers made of them included. */
export async function kappHealth(run: RunTool, app: KappApp): Promise<readonly UnhealthyObject[]> {
  const rows = await kappRows<Row>(run, app);
  if (!rows) return [{ kind: 'App', name: app.name, state: 'is not there', info: '' }];
  return rows.flatMap(({ kind, name, reconcile_state: state = 'ok', reconcile_info: info = '' }) =>
    ['ok', ''].includes(state) ? [] : [{ kind, name, state, info }],
  );
}

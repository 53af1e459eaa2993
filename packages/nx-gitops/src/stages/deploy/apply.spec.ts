import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openApiServers } from '../../tools/api-server.ts';
import type { RunTool } from '../../tools/run-tool.ts';
import type { StageContext } from '../stage-context.ts';
import { apply, type Application } from './apply.ts';

const said = (stdout: string) => ({ exitCode: 0, stdout, stderr: '', all: '', missing: false });

it('lets kapp begin only when it knows what was there before', async () => {
  const order: string[] = [];
  const run: RunTool = async (tool) => {
    order.push(tool);
    return said(JSON.stringify({ items: [] }));
  };
  const application = {
    app: { cluster: { context: 'c', kubeconfig: undefined }, name: 'shop', namespace: 'n' },
    environment: { namespace: 'n', waitTimeout: '1m' },
    manifests: '',
    changes: [],
    before: sleep(20).then(() => void order.push('observed')),
    signal: new AbortController().signal,
  } as unknown as Application;
  const api = openApiServers(run);
  await apply(application, { run, api, report: () => undefined } as unknown as StageContext);
  expect(order).toEqual(['observed', 'kapp']);
});

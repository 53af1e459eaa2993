import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHealth } from './health.ts';
import { createListener } from './listener.ts';
import type { Log } from './log.ts';
import type { Route } from './route.ts';

export interface Served {
  readonly port: number;
  /** Takes no new connection, lets running requests end, cuts them off after the grace period. */
  readonly close: (graceMs?: number) => Promise<void>;
}

export interface ServeOptions {
  readonly routes: readonly Route[];
  readonly port?: number;
  readonly log?: Log;
}

export const serve = async ({
  routes,
  port = 0,
  log = () => {},
}: ServeOptions): Promise<Served> => {
  const health = createHealth();
  const server = createServer(
    createListener({ routes: [...health.routes, ...routes], log, isStopping: health.isStopping }),
  );
  server.listen(port);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: async (graceMs = 10_000) => {
      health.stop();
      const cutOff = setTimeout(() => server.closeAllConnections(), graceMs);
      server.close();
      await once(server, 'close');
      clearTimeout(cutOff);
    },
  };
};

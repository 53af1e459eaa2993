import { connect, createServer, type Server, type Socket } from 'node:net';
import { parse } from 'yaml';
import { kubectl } from './cluster.ts';

/** How an API server ends: its connections are closed and new ones refused, or it takes them and says nothing. */
export type Ending = 'dies' | 'falls silent';

/** A way to the API server of the specs that can be cut. */
export interface CutServer {
  readonly url: string;
  /** How many bytes came from the API server since the last call. */
  readonly count: () => number;
  /** Ends it once so many more have come. */
  readonly cutAfter: (bytes: number, ending: Ending) => void;
  /** Brings it back. */
  readonly restore: () => Promise<void>;
  readonly close: () => void;
}

export async function openCutServer(): Promise<CutServer> {
  const config = parse(await kubectl(['config', 'view', '--minify'])) as {
    clusters: readonly [{ cluster: { server: string } }];
  };
  const { hostname, port } = new URL(config.clusters[0].cluster.server);
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  };
  let passed = 0;
  let limit = Infinity;
  let ending: Ending = 'dies';
  let server: Server;
  const end = (): void => {
    if (ending === 'falls silent') return;
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  const open = (at: number): Promise<Server> =>
    new Promise((resolve) => {
      const opened = createServer((client) => {
        keep(client);
        const upstream = connect(Number(port), hostname);
        keep(upstream);
        client.on('data', (data) => passed < limit && upstream.write(data));
        client.on('close', () => upstream.destroy());
        upstream.on('close', () => passed < limit && client.destroy());
        upstream.on('data', (data) => {
          passed += data.length;
          if (passed < limit) client.write(data);
          else end();
        });
      }).listen(at, '127.0.0.1', () => resolve(opened));
    });
  server = await open(0);
  const own = (server.address() as { port: number }).port;
  const reset = (): void => {
    [passed, limit] = [0, Infinity];
  };
  return {
    url: `https://127.0.0.1:${own}`,
    count: () => {
      const counted = passed;
      reset();
      return counted;
    },
    cutAfter: (bytes, how) => {
      reset();
      [limit, ending] = [bytes, how];
    },
    restore: async () => {
      reset();
      for (const socket of sockets) socket.destroy();
      if (!server.listening) server = await open(own);
    },
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

import { createServer } from 'node:net';

export const portNames = ['registry', 'etcd', 'etcdPeer', 'apiserver', 'kwok'] as const;
export type Ports = Readonly<Record<(typeof portNames)[number], number>>;

/** Keeps the ports of the last run where they are still free, so that references to them stay true. */
export const choosePorts = async (
  names: readonly (keyof Ports)[],
  before: Readonly<Partial<Record<string, number>>>,
): Promise<Partial<Ports>> => {
  const taken = new Set(Object.values(before));
  const chosen: [string, number][] = [];
  for (const name of names) {
    const last = before[name];
    const port = last !== undefined && (await bind(last)) === last ? last : await choosePort(taken);
    taken.add(port);
    chosen.push([name, port]);
  }
  return Object.fromEntries(chosen);
};

const choosePort = async (taken: ReadonlySet<number | undefined>): Promise<number> => {
  const port = await bind(0);
  return port === undefined || taken.has(port) ? choosePort(taken) : port;
};

const bind = (port: number): Promise<number | undefined> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });

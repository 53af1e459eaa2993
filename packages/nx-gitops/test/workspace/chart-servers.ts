import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import {
  createServer as createHttp,
  request,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { execa } from 'execa';

/** A server of a test, and how to stop it at once. */
export interface ChartServer {
  /** `127.0.0.1:<port>`. */
  readonly address: string;
  readonly stop: () => Promise<void>;
}

const account = `Basic ${Buffer.from('ada:secret-of-ada').toString('base64')}`;

function isRefused(incoming: IncomingMessage, outgoing: ServerResponse): boolean {
  if (incoming.headers.authorization === account) return false;
  outgoing.writeHead(401, { 'www-authenticate': 'Basic realm="charts"' }).end();
  return true;
}

/** A chart repository over HTTPS with a certificate of its own authority, for the account of ada. */
export async function serveRepository(folder: string, keys: string): Promise<ChartServer> {
  await execa('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=charts'],
    ...['-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', `${keys}.key`, '-out', `${keys}.crt`],
  ]);
  const [key, cert] = [await readFile(`${keys}.key`), await readFile(`${keys}.crt`)];
  return listen(
    createHttps({ key, cert }, (incoming, outgoing) => {
      if (isRefused(incoming, outgoing)) return;
      readFile(join(folder, incoming.url ?? '')).then(
        (bytes) => outgoing.end(bytes),
        () => outgoing.writeHead(404).end(),
      );
    }),
  );
}

/** A folder over HTTP, for everybody. */
export const serveFolder = (folder: string): Promise<ChartServer> =>
  listen(
    createHttp((incoming, outgoing) => {
      readFile(join(folder, decodeURIComponent(incoming.url ?? ''))).then(
        (bytes) => outgoing.end(bytes),
        () => outgoing.writeHead(404).end(),
      );
    }),
  );

/** A registry that wants the account of ada, in front of one that wants none. */
export const guardRegistry = (address: string): Promise<ChartServer> =>
  listen(
    createHttp((incoming, outgoing) => {
      if (isRefused(incoming, outgoing)) return;
      const { url = '/', method = 'GET', headers } = incoming;
      const forward = request(`http://${address}${url}`, { method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      });
      incoming.pipe(forward);
    }),
  );

async function listen(server: Server | ReturnType<typeof createHttps>): Promise<ChartServer> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Writes a chart of these files and packs it into `folder`; the answer is the archive. */
export async function packChart(
  folder: string,
  name: string,
  version: string,
  files: Readonly<Record<string, string>> = {},
): Promise<string> {
  const source = join(folder, 'sources', `${name}-${version}`, name);
  const all = { 'Chart.yaml': `apiVersion: v2\nname: ${name}\nversion: ${version}\n`, ...files };
  for (const [path, text] of Object.entries(all)) {
    await mkdir(dirname(join(source, path)), { recursive: true });
    await writeFile(join(source, path), text);
  }
  await execa('helm', ['package', source, '--destination', folder]);
  return join(folder, `${name}-${version}.tgz`);
}

import { request } from 'node:https';

export interface ApiClient {
  get(path: string): Promise<ApiAnswer>;
  send(method: 'POST' | 'PATCH', path: string, body: unknown): Promise<ApiAnswer>;
}
export interface ApiAnswer {
  readonly status: number;
  readonly text: string;
}
export interface ApiServer {
  readonly port: number;
  readonly certificate: string;
  readonly token: string;
}

/** As much of a Kubernetes client as the start of the platform needs. */
export const createApiClient = (server: ApiServer): ApiClient => ({
  get: (path) => call(server, 'GET', path),
  send: (method, path, body) => call(server, method, path, JSON.stringify(body)),
});

const call = (server: ApiServer, method: string, path: string, body?: string): Promise<ApiAnswer> =>
  new Promise((resolve, reject) => {
    const contentType = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
    const outgoing = request(
      {
        host: '127.0.0.1',
        port: server.port,
        path,
        method,
        ca: server.certificate,
        timeout: 5000,
        headers: { authorization: `Bearer ${server.token}`, 'content-type': contentType },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      },
    );
    outgoing.on('timeout', () => outgoing.destroy(new Error('timeout')));
    outgoing.on('error', reject);
    outgoing.end(body);
  });

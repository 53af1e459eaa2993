import { Agent, request, type IncomingMessage } from 'node:http';

export interface SocketRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With its query. */
  readonly path: string;
  readonly body?: string;
  readonly type?: string;
  /** Milliseconds until the whole answer has to be here. */
  readonly timeout: number;
  readonly signal?: AbortSignal;
}

export interface SocketAnswer {
  readonly status: number;
  readonly body: string;
}

export type SendRequest = (request: SocketRequest) => Promise<SocketAnswer>;

/** HTTP over a Unix socket; connections are kept, and none keeps this process from ending. */
export function openSocket(socketPath: string): SendRequest {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  return ({ method, path, body, type = 'application/json', timeout, signal }) =>
    new Promise((resolve, reject) => {
      const late = AbortSignal.timeout(timeout);
      const headers = {
        host: 'localhost',
        accept: 'application/json',
        ...(body === undefined
          ? {}
          : { 'content-type': type, 'content-length': Buffer.byteLength(body) }),
      };
      const fail = (error: Error): void =>
        reject(late.aborted ? new Error(`timeout: no answer within ${timeout / 1000} s`) : error);
      const sent = request(
        {
          ...{ socketPath, agent, method, path, headers },
          signal: signal ? AbortSignal.any([late, signal]) : late,
        },
        (response) => void readAll(response).then((text) => resolve(answer(response, text)), fail),
      );
      sent.on('error', fail).end(body);
    });
}

const answer = (response: IncomingMessage, body: string): SocketAnswer => ({
  status: response.statusCode ?? 0,
  body,
});

/** By its events: an iterator copies each chunk of many megabytes once more. */
const readAll = (response: IncomingMessage): Promise<string> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    response.on('error', reject);
  });

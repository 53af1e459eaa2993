import { retry } from './retry.ts';
import { send, type Message } from './send.ts';
import { UpstreamError } from './upstream-error.ts';

/** `parse` turns the answer into what the caller works with, or throws. */
export interface HttpClient {
  readonly get: <T>(path: string, parse: (answer: unknown) => T) => Promise<T>;
  readonly put: <T>(path: string, body: unknown, parse: (answer: unknown) => T) => Promise<T>;
  readonly post: <T>(path: string, body: unknown, parse: (answer: unknown) => T) => Promise<T>;
}

export interface HttpClientOptions {
  readonly service: string;
  readonly baseUrl: string;
  readonly timeoutMs?: number;
  readonly attempts?: number;
  readonly pauseMs?: number;
}

const isTheirFault = (error: unknown): boolean =>
  error instanceof UpstreamError && error.status >= 500;

export const createHttpClient = (options: HttpClientOptions): HttpClient => {
  const { service, baseUrl, timeoutMs = 2_000, attempts = 3, pauseMs = 50 } = options;

  const call = async <T>(
    { method, path, body }: Pick<Message, 'method' | 'body'> & { path: string },
    parse: (answer: unknown) => T,
  ): Promise<T> => {
    const once = () => send({ service, url: `${baseUrl}${path}`, method, body, timeoutMs });
    // A POST may have had its effect although no answer came: it is sent once.
    const answer = await (method === 'POST'
      ? once()
      : retry(once, { attempts, pauseMs, isWorthwhile: isTheirFault }));
    try {
      return parse(answer);
    } catch (cause) {
      throw new UpstreamError(service, 502, 'the answer has another shape', { cause });
    }
  };

  return {
    get: (path, parse) => call({ method: 'GET', path }, parse),
    put: (path, body, parse) => call({ method: 'PUT', path, body }, parse),
    post: (path, body, parse) => call({ method: 'POST', path, body }, parse),
  };
};

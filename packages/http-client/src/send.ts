import { UpstreamError } from './upstream-error.ts';

export interface Message {
  readonly service: string;
  readonly url: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly body?: unknown;
  readonly timeoutMs: number;
}

const readJson = async (service: string, response: Response): Promise<unknown> => {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UpstreamError(service, 502, 'the answer is not JSON', { cause });
  }
};

/** One attempt. Resolves to the JSON of a successful answer; every failure is an UpstreamError. */
export const send = async (message: Message): Promise<unknown> => {
  const { service, url, method, body, timeoutMs } = message;
  try {
    const response = await fetch(url, {
      method,
      signal: AbortSignal.timeout(timeoutMs),
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    });
    const answer = await readJson(service, response);
    if (response.ok) return answer;
    const reason = (answer as { error?: { message?: string } } | null)?.error?.message;
    throw new UpstreamError(service, response.status, reason ?? `status ${response.status}`);
  } catch (cause) {
    if (cause instanceof UpstreamError) throw cause;
    throw cause instanceof Error && cause.name === 'TimeoutError'
      ? new UpstreamError(service, 504, `no answer within ${timeoutMs} ms`, { cause })
      : new UpstreamError(service, 502, 'not reachable', { cause });
  }
};

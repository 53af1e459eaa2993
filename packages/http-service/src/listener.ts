import type { IncomingMessage, RequestListener } from 'node:http';
import { errorReply } from './error-reply.ts';
import type { Log } from './log.ts';
import { matchRoute } from './match-route.ts';
import { readBody } from './read-body.ts';
import type { Reply, Route } from './route.ts';

const answer = async (
  routes: readonly Route[],
  request: IncomingMessage,
  log: Log,
): Promise<Reply> => {
  const { method = 'GET', url = '/' } = request;
  const path = url.split('?', 1)[0] ?? '/';
  try {
    const { route, params } = matchRoute(routes, method, path);
    const reply = await route.handle({ params, body: await readBody(request) });
    log('debug', `${method} ${path}`, { status: reply.status });
    return reply;
  } catch (error) {
    const reply = errorReply(error);
    const detail = error instanceof Error ? error.stack : String(error);
    log(reply.status < 500 ? 'info' : 'error', `${method} ${path}`, {
      status: reply.status,
      error: reply.status < 500 ? String(error) : detail,
    });
    return reply;
  }
};

export interface ListenerOptions {
  readonly routes: readonly Route[];
  readonly log: Log;
  readonly isStopping: () => boolean;
}

export const createListener =
  ({ routes, log, isStopping }: ListenerOptions): RequestListener =>
  (request, response) => {
    void answer(routes, request, log).then(({ status, body }) => {
      response.setHeader('content-type', 'application/json; charset=utf-8');
      // A connection that is kept alive would hold up the end of the process.
      if (isStopping()) response.setHeader('connection', 'close');
      response.writeHead(status);
      response.end(`${JSON.stringify(body)}\n`);
    });
  };

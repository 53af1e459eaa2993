import { createServer, type RequestListener, type Server } from 'node:http';
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { openApiServers, refusedTo, type ApiServer } from './api-server.ts';
import type { RunTool } from './run-tool.ts';

const cluster = { kubeconfig: undefined, context: 'c' };
const said = { stdout: '', stderr: '', all: '', missing: false };

/** An API server that answers as a test wants it to, behind the socket that kubectl proxy would serve. */
function serve(listener: RequestListener): {
  readonly api: ApiServer;
  readonly starts: string[][];
  readonly end: () => void;
} {
  const starts: string[][] = [];
  const servers: Server[] = [];
  const end = (): void => servers.forEach((server) => server.close().closeAllConnections());
  const run: RunTool = async (_tool, args) => {
    starts.push([...args]);
    const socket = args.find((arg) => arg.startsWith('--unix-socket='))?.split('=')[1] ?? '';
    const server = createServer(listener);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    onTestFinished(async () => {
      end();
      await rm(dirname(socket), { recursive: true, force: true });
    });
    return { ...said, exitCode: 0, stdout: `Starting to serve on ${socket}` };
  };
  return { api: openApiServers(run)(cluster), starts, end };
}

const answerWith =
  (status: number, body: string): RequestListener =>
  (_request, response) =>
    void response.writeHead(status).end(body);

it('starts kubectl proxy once, for the cluster that is asked for', async () => {
  const { api, starts } = serve(answerWith(200, '{}'));
  await Promise.all([api.ask({ path: '/a' }), api.ask({ path: '/b' })]);
  expect(starts).toHaveLength(1);
  expect(starts[0]?.slice(0, 2)).toEqual(['--context=c', 'proxy']);
});

it('sends a question as it is, and gives the answer', async () => {
  const { api } = serve((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () =>
      response.end(`${request.method} ${request.url} ${request.headers['content-type']} ${body}`),
    );
  });
  const question = { method: 'PATCH', path: '/x?force=true', body: { ä: 1 }, type: 'a/b' } as const;
  const { text, refusal } = await api.ask(question);
  expect(text).toBe('PATCH /x?force=true a/b {"ä":1}');
  expect(refusal).toBeUndefined();
});

it('words a refusal as kubectl does', async () => {
  const status = { kind: 'Status', reason: 'NotFound', message: 'leases "a" not found' };
  const { api } = serve(answerWith(404, JSON.stringify(status)));
  const { refusal, ...answer } = await api.ask({ path: '/a' });
  expect(answer.status).toBe(404);
  expect(refusal).toBe('Error from server (NotFound): leases "a" not found');
  expect(refusedTo(api, 'look', refusal ?? '').problem).toContain('does not let you look');
});

it.each([
  [500, 'dial tcp 10.0.0.1:443: connect: connection refused', 'does not answer'],
  [500, 'EOF', 'does not answer'],
  [500, 'getting credentials: exec: executable login not found', 'does not let you in'],
  [401, '{"reason":"Unauthorized","message":"Unauthorized"}', 'does not let you in'],
])('knows %s "%s" for a cluster that is not there', async (status, body, problem) => {
  const { api } = serve(answerWith(status, body));
  await expect(api.ask({ path: '/a' })).rejects.toMatchObject({
    code: 'CLUSTER_UNREACHABLE',
    problem: expect.stringContaining(problem) as string,
  });
});

it('waits for an answer no longer than it is told to', async () => {
  const { api } = serve(() => undefined);
  await expect(api.ask({ path: '/a', seconds: 0.05 })).rejects.toMatchObject({
    code: 'CLUSTER_UNREACHABLE',
    hint: expect.stringContaining('no answer within 0.05 s') as string,
  });
});

it('starts another kubectl proxy where somebody ended the first', async () => {
  const { api, starts, end } = serve(answerWith(200, 'fine'));
  await api.ask({ path: '/a' });
  end();
  await sleep(20);
  expect((await api.ask({ path: '/b' })).text).toBe('fine');
  expect(starts).toHaveLength(2);
});

it('gives up at once when it is stopped', async () => {
  const { api } = serve(() => undefined);
  const stop = new AbortController();
  const asking = api.ask({ path: '/a', signal: stop.signal });
  stop.abort(new Error('stopped'));
  await expect(asking).rejects.toThrow();
});

it('says that there is no such context', async () => {
  const run: RunTool = async () => ({
    ...said,
    exitCode: 1,
    stderr: 'error: context "c" does not exist',
  });
  const asking = openApiServers(run)(cluster).ask({ path: '/a' });
  await expect(asking).rejects.toMatchObject({ code: 'CONTEXT_MISSING' });
});

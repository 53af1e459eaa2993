/** An HTTP service that says whether it lives and is ready, and ends in order when it is told to. */
export const nodeMainText = (
  name: string,
  isTyped: boolean,
): string => `import { createServer } from 'node:http';

let isReady = true;

const server = createServer((request, response) => {
  const answer = (${isTyped ? 'status: number, body: unknown' : 'status, body'})${isTyped ? ': void' : ''} => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };
  switch (request.url) {
    case '/healthz':
      return answer(200, { status: 'alive' });
    case '/readyz':
      return isReady ? answer(200, { status: 'ready' }) : answer(503, { status: 'stopping' });
    case '/':
      return answer(200, { service: '${name}' });
    default:
      return answer(404, { error: 'There is nothing here' });
  }
});

server.listen(Number(process.env${isTyped ? "['PORT']" : '.PORT'} ?? 8080));

// Kubernetes sends SIGTERM: take no more requests, answer those that are here, then end.
process.once('SIGTERM', () => {
  isReady = false;
  server.close();
  server.closeIdleConnections();
});
`;

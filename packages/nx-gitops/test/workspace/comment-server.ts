import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The part of a forge that keeps comments, with the requests that it got. */
export interface CommentServer {
  readonly url: string;
  readonly comments: { id: number; body: string }[];
  readonly requests: string[];
  readonly stop: () => Promise<void>;
}

/** Answers as GitHub (`/issues/7/comments`) and GitLab (`/merge_requests/7/notes`) do. */
export async function startCommentServer(): Promise<CommentServer> {
  const comments: { id: number; body: string; user: object; author: object }[] = [
    // Somebody else's, with the same first line.
    { id: 1, body: '<!-- nx-gitops plan -->\nmine', user: { type: 'User' }, author: { id: 5 } },
  ];
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const { method = '', url = '' } = request;
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      requests.push(`${method} ${url}`);
      const { body = '' } = text === '' ? {} : (JSON.parse(text) as { body?: string });
      const known = comments.find(({ id }) => url.endsWith(`/${id}`));
      let answer: unknown = url.endsWith('/user') ? { id: 9 } : comments;
      if (method === 'POST') {
        const made = { id: 2, body, user: { type: 'Bot' }, author: { id: 9 } };
        comments.push(made);
        answer = made;
      } else if (method !== 'GET' && known) {
        known.body = body;
        answer = known;
      }
      response.writeHead(method === 'POST' ? 201 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    comments,
    requests,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

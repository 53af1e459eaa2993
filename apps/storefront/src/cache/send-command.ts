import { connect, type TcpNetConnectOpts } from 'node:net';
import { parseReply } from './parse-reply.ts';

const timeoutMs = 250;

/** https://redis.io/docs/latest/develop/reference/protocol-spec/ */
const encode = (words: readonly string[]): string =>
  [`*${words.length}`, ...words.flatMap((word) => [`$${Buffer.byteLength(word)}`, word]), ''].join(
    '\r\n',
  );

/** One command, one connection: plain, and enough for an answer that is kept for half a minute. */
export const sendCommand = (
  server: TcpNetConnectOpts,
  words: readonly string[],
): Promise<string | null> =>
  new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    const socket = connect(server, () => socket.write(encode(words)));
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error('The cache does not answer')));
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('The cache hung up')));
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      try {
        const reply = parseReply(received);
        if (reply === undefined) return;
        resolve(reply);
        socket.end();
      } catch (error) {
        socket.destroy(error as Error);
      }
    });
  });

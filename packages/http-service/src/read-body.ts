import type { IncomingMessage } from 'node:http';
import { HttpError } from './http-error.ts';

const maximumBytes = 64 * 1024;

export const readBody = async (request: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maximumBytes) throw new HttpError(413, `The body exceeds ${maximumBytes} bytes`);
    chunks.push(chunk);
  }
  if (size === 0) return undefined;

  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (cause) {
    throw new HttpError(400, 'The body is not JSON', { cause });
  }
};

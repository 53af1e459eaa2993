import { createHash } from 'node:crypto';

/** Git's object id of a content. */
export const hashBlob = (content: Uint8Array): string =>
  createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');

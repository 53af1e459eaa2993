import { createHash } from 'node:crypto';

/** The digest of a content as registries and Helm write it: `sha256:…`. */
export const sha256 = (content: string | Uint8Array): string =>
  `sha256:${createHash('sha256').update(content).digest('hex')}`;

import { fileURLToPath } from 'node:url';

/** The root of this checkout; the same from `src` and from `dist`. */
export const workspaceRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

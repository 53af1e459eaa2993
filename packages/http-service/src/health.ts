import type { Route } from './route.ts';

/** Alive for as long as it answers; ready until it is told to stop. */
export interface Health {
  readonly routes: readonly Route[];
  readonly stop: () => void;
  readonly isStopping: () => boolean;
}

export const createHealth = (): Health => {
  let stopping = false;
  return {
    isStopping: () => stopping,
    stop: () => {
      stopping = true;
    },
    routes: [
      {
        method: 'GET',
        path: '/healthz',
        handle: () => ({ status: 200, body: { status: 'alive' } }),
      },
      {
        method: 'GET',
        path: '/readyz',
        handle: () =>
          stopping
            ? { status: 503, body: { status: 'stopping' } }
            : { status: 200, body: { status: 'ready' } },
      },
    ],
  };
};

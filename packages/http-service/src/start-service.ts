import { createLog } from './log.ts';
import { parsePort } from './parse-port.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';

/** Serves until SIGTERM or SIGINT; the process ends by itself once the last request is answered. */
export const startService = async (
  name: string,
  routes: readonly Route[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> => {
  const log = createLog(name, env['LOG_LEVEL']);
  const { port, close } = await serve({ routes, port: parsePort(env['PORT']), log });
  log('info', 'Listening', { port });

  const stop = async (signal: NodeJS.Signals) => {
    log('info', 'Stopping', { signal });
    await close();
    log('info', 'Stopped');
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
};

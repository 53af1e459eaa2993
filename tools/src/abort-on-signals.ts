/** The first Ctrl-C asks everything to stop and clean up; one that comes later ends the process at once. */
export const abortOnSignals = (): AbortSignal => {
  const controller = new AbortController();
  let abortedAt = 0;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (!abortedAt) {
        abortedAt = Date.now();
        controller.abort(new Error(`Stopped by ${name}`));
      } else if (Date.now() - abortedAt > 1000) process.exit(130);
    });
  }
  return controller.signal;
};

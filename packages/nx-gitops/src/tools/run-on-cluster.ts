import { setTimeout as sleep } from 'node:timers/promises';
import type { ProcessOptions, ProcessResult } from '../io/process.ts';
import type { GitopsError } from '../model/errors.ts';
import { findClusterError, isSilence, kubectlFlags, type Cluster } from './cluster.ts';
import type { RunTool } from './run-tool.ts';

/** How long a tool works before the API server is asked whether it is still there. */
const period = 10_000;
/** How soon it is asked again when it gave no answer. */
const soon = 2000;

/**
 * Runs kubectl or kapp. kapp waits for ever for an API server that takes a connection and gives no answer, and
 * kubectl five times as long as it is told; work that takes long is none of that.
 */
export async function runOnCluster(
  run: RunTool,
  cluster: Cluster,
  tool: 'kubectl' | 'kapp',
  args: readonly string[],
  options: ProcessOptions = {},
): Promise<ProcessResult> {
  const silent = new AbortController();
  const done = new AbortController();
  const stops = options.signal ? [options.signal, silent.signal] : [silent.signal];
  const watching = watchServer(run, cluster, done.signal, (error) => silent.abort(error));
  try {
    const result = await run(tool, args, { ...options, signal: AbortSignal.any(stops) });
    silent.signal.throwIfAborted();
    return result;
  } finally {
    done.abort();
    await watching;
  }
}

/** Asks every now and then; an API server that does not answer twice is gone. */
async function watchServer(
  run: RunTool,
  cluster: Cluster,
  stop: AbortSignal,
  lost: (error: GitopsError) => void,
): Promise<void> {
  // One request: what asks for an object asks for all kinds first, five times.
  const args = [...kubectlFlags(cluster), '--request-timeout=5s', 'get', '--raw=/version'];
  let failed = false;
  while (!stop.aborted) {
    await sleep(failed ? soon : period, undefined, { signal: stop }).catch(() => undefined);
    if (stop.aborted) return;
    const { exitCode, stderr } = await run('kubectl', args, { signal: stop });
    if (stop.aborted) return;
    const isSilent = exitCode !== 0 && isSilence(stderr);
    const error = isSilent && failed ? findClusterError(cluster, stderr) : undefined;
    if (error) return lost(error);
    failed = isSilent;
  }
}

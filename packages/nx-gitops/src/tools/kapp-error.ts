import type { ProcessResult } from '../io/process.ts';
import { GitopsError } from '../model/errors.ts';
import { findClusterError } from './cluster.ts';
import { placeOf, type KappApp } from './kapp-app.ts';
import { lastLines } from './run-tool.ts';

/** What kapp's last error line means for a person. */
export function kappError(app: KappApp, result: ProcessResult): GitopsError {
  const all = result.stderr || result.all;
  const message = /kapp: Error: ([\s\S]*)$/.exec(all)?.[1]?.trim() ?? lastLines(all, 10);
  const place = placeOf(app);
  if (/timed out waiting|finished (waiting )?unsuccessfully/i.test(message)) {
    return new GitopsError(
      'RELEASE_UNHEALTHY',
      `${place} did not become ready`,
      lastLines(message, 15),
    );
  }
  // A webhook that does not answer is none of the API server's silence.
  const isWebhook = /admission webhook|calling webhook/i.test(message);
  const unreachable = isWebhook ? undefined : findClusterError(app.cluster, message);
  if (unreachable) return unreachable;
  if (
    /\(reason: \w+\)|is invalid|forbidden|denied the request|cannot be handled/i.test(message) ||
    isWebhook
  ) {
    return new GitopsError(
      'APPLY_REFUSED',
      `The API server refuses an object of ${place}: ${message.split('\n').filter(Boolean).slice(0, 6).join(' ')}`,
      'Correct the object in its chart, render and deploy again; objects applied before it stay.',
    );
  }
  return new GitopsError('APPLY_FAILED', `kapp could not deploy ${place}`, lastLines(message, 15));
}

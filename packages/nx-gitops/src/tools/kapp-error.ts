import type { ProcessResult } from '../io/process.ts';
import { GitopsError } from '../model/errors.ts';
import { findClusterError, findRightsError, isWebhookProblem } from './cluster.ts';
import { placeOf, type KappApp } from './kapp-app.ts';
import { lastLines } from './run-tool.ts';

/** What kapp's last error line means for a person; `doing` is what it was asked for. */
export function kappError(app: KappApp, result: ProcessResult, doing = 'deploy'): GitopsError {
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
  const unreachable = findClusterError(app.cluster, message);
  if (unreachable) return unreachable;
  const line = message.split('\n').filter(Boolean).slice(0, 6).join(' ');
  const withoutRight = findRightsError(app.cluster, `${doing} ${place}`, line);
  if (withoutRight) return withoutRight;
  if (message.includes('Ownership errors')) return notOurs(app, message);
  if (
    /\(reason: \w+\)|is invalid|forbidden|denied the request|cannot be handled/i.test(message) ||
    isWebhookProblem(message)
  ) {
    return new GitopsError(
      'APPLY_REFUSED',
      `The API server refuses an object of ${place}: ${line}`,
      adviseOn(message),
    );
  }
  return new GitopsError(
    'APPLY_FAILED',
    `kapp could not ${doing} ${place}`,
    lastLines(message, 15),
  );
}

const notOurs = (app: KappApp, message: string): GitopsError =>
  new GitopsError(
    'APPLY_REFUSED',
    `Objects of ${placeOf(app)} are those of another kapp app, or kapp's record of this one is gone`,
    `The record may go first while the namespace is being deleted: wait until that is gone ("kubectl get namespace ${app.namespace}"). Otherwise delete these objects, or name another application or namespace.\n${lastLines(message, 5)}`,
  );

const adviseOn = (message: string): string =>
  /exceeded quota/.test(message)
    ? 'Make room in that quota, or raise it, and deploy again; objects applied before it stay.'
    : /being terminated/.test(message)
      ? 'A namespace is being deleted: wait until it is gone, and deploy again.'
      : 'Correct the object in its chart, render and deploy again; objects applied before it stay.';

import { expect, it } from 'vitest';
import {
  parseReleaseLog,
  runningRelease,
  withRelease,
  type ReleaseRecord,
} from './release-record.ts';

const record = (at: string, result: ReleaseRecord['result'] = 'deployed'): ReleaseRecord => ({
  at,
  by: 'ada',
  commit: at,
  isDirty: false,
  digest: 'sha256:1',
  kind: 'deploy',
  result,
});

it('puts the newest first, and a result in place of its beginning', () => {
  const begun = withRelease({ releases: [record('1')] }, record('2', 'deploying'));
  expect(begun.releases.map(({ at }) => at)).toEqual(['2', '1']);
  const ended = withRelease(begun, record('2', 'failed'));
  expect(ended.releases.map(({ at, result }) => `${at} ${result}`)).toEqual([
    '2 failed',
    '1 deployed',
  ]);
  expect(runningRelease(ended)?.at).toBe('2');
});

it('calls a release failed that never said how it ended', () => {
  const begun = withRelease({ releases: [record('1', 'deploying')] }, record('2', 'deploying'));
  expect(begun.releases.map(({ result }) => result)).toEqual(['deploying', 'failed']);
});

it('keeps the newest fifty', () => {
  let log = parseReleaseLog(undefined);
  for (let at = 0; at < 60; at++) log = withRelease(log, record(String(at)));
  expect(log.releases).toHaveLength(50);
  expect(runningRelease(log)?.at).toBe('59');
});

import { expect, it } from 'vitest';
import { findFatalCauses, type Observed, type WatchedPod } from './fatal-causes.ts';

const nothing: Observed = { pods: [], jobs: [], events: [] };
const waitedFor = new Set(['Deployment web', 'Job migrate']);
const watched = { waitedFor, before: nothing };

const pod = (status: object, more: object = {}): WatchedPod => ({
  metadata: {
    name: 'web-abc-1',
    uid: '1',
    labels: { 'pod-template-hash': 'abc' },
    ownerReferences: [{ kind: 'ReplicaSet', name: 'web-abc', controller: true }],
    ...more,
  },
  status,
});

const waiting = (reason: string) => ({
  containerStatuses: [{ name: 'c', state: { waiting: { reason } } }],
});
const unscheduled = (reason: string) => ({
  conditions: [{ type: 'PodScheduled', status: 'False', reason, message: 'no node' }],
});

const textsOf = (now: Partial<Observed>, what = watched): string[] =>
  findFatalCauses({ ...nothing, ...now }, what).map(({ text }) => text);

it.each([
  ['CrashLoopBackOff', ['Pod web-abc-1: container c: CrashLoopBackOff']],
  ['ImagePullBackOff', ['Pod web-abc-1: container c: ImagePullBackOff']],
  ['ContainerCreating', []],
])('judges a container that waits with %s', (reason, expected) => {
  expect(textsOf({ pods: [pod(waiting(reason))] })).toEqual(expected);
});

it('waits for a node that an autoscaler makes, and for a pod that is gated', () => {
  const pods = [pod(unscheduled('Unschedulable'))];
  expect(textsOf({ pods })).toEqual(['Pod web-abc-1: not scheduled: no node']);
  const event = { reason: 'TriggeredScaleUp', involvedObject: { kind: 'Pod', name: 'web-abc-1' } };
  expect(textsOf({ pods, events: [event] })).toEqual([]);
  expect(textsOf({ pods: [pod(unscheduled('SchedulingGated'))] })).toEqual([]);
});

it('lets pods be that were there before, go away, or belong to something else', () => {
  const broken = waiting('CrashLoopBackOff');
  const before = { ...nothing, pods: [pod(broken)] };
  expect(textsOf({ pods: [pod(broken)] }, { waitedFor, before })).toEqual([]);
  expect(textsOf({ pods: [pod(broken, { deletionTimestamp: 'now' })] })).toEqual([]);
  expect(textsOf({ pods: [pod(broken, { ownerReferences: [] })] })).toEqual([]);
});

it('names the job that failed, and what refuses pods', () => {
  const conditions = [
    { type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded', message: 'm' },
  ];
  expect(textsOf({ jobs: [{ metadata: { name: 'migrate' }, status: { conditions } }] })).toEqual([
    'Job migrate: BackoffLimitExceeded: m',
  ]);
  const event = {
    metadata: { uid: 'e', resourceVersion: '1' },
    type: 'Warning',
    reason: 'FailedCreate',
    message: 'pods "x" is forbidden: exceeded quota: small',
    involvedObject: { kind: 'ReplicaSet', name: 'web-abc' },
  };
  expect(textsOf({ events: [event] })).toEqual([`ReplicaSet web-abc: ${event.message}`]);
  expect(
    textsOf({ events: [event] }, { waitedFor, before: { ...nothing, events: [event] } }),
  ).toEqual([]);
});

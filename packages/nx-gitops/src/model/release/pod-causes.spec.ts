import { expect, it } from 'vitest';
import { findCrash, listWarnings, podCauses, type Pod } from './pod-causes.ts';

const pod = (status: Pod['status']): Pod => ({
  metadata: { name: 'p' },
  ...(status ? { status } : {}),
});

it.each<[string, Pod['status'], string[]]>([
  ['ready', { containerStatuses: [{ name: 'c', ready: true }] }, []],
  ['unknown yet', undefined, []],
  [
    'not scheduled',
    { conditions: [{ type: 'PodScheduled', status: 'False', message: '0/1 nodes are available' }] },
    ['Pod p: not scheduled: 0/1 nodes are available'],
  ],
  [
    'crashing',
    {
      containerStatuses: [
        {
          name: 'c',
          state: { waiting: { reason: 'CrashLoopBackOff' } },
          lastState: { terminated: { exitCode: 3 } },
        },
      ],
    },
    ['Pod p: container c: CrashLoopBackOff, exit code 3'],
  ],
  [
    'without its image',
    {
      initContainerStatuses: [
        { name: 'i', state: { waiting: { reason: 'ErrImagePull', message: 'not found' } } },
      ],
    },
    ['Pod p: container i: ErrImagePull, not found'],
  ],
])('says why a pod is %s', (_, status, expected) => {
  expect(podCauses(pod(status))).toEqual(expected);
});

it('finds the container that crashed', () => {
  const crashed = pod({
    containerStatuses: [{ name: 'c', state: { terminated: { exitCode: 1 } } }],
  });
  expect(findCrash([pod(undefined), crashed])).toEqual({ pod: 'p', container: 'c' });
});

it('lists the newest warning of each object', () => {
  const event = (type: string, message: string) => ({
    type,
    reason: 'R',
    message,
    involvedObject: { kind: 'Job', name: 'j' },
  });
  expect(
    listWarnings([event('Warning', 'old'), event('Normal', 'no'), event('Warning', 'new')]),
  ).toEqual(['Job j: R: new']);
});

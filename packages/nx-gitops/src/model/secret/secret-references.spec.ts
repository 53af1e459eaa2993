import { stringify } from 'yaml';
import { expect, it } from 'vitest';
import { findSecretReferences } from './secret-references.ts';

const pod = {
  imagePullSecrets: [{ name: 'registry' }],
  initContainers: [
    { env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'by-key', key: 'a' } } }] },
  ],
  containers: [{ envFrom: [{ secretRef: { name: 'whole' } }, { configMapRef: { name: 'map' } }] }],
  volumes: [
    { secret: { secretName: 'mounted' } },
    { projected: { sources: [{ secret: { name: 'projected' } }] } },
    { csi: { nodePublishSecretRef: { name: 'of-the-driver' } } },
  ],
};
const note = { annotations: { 'nx-gitops.dev/secret-checksum': 'none' } };
const names = ['by-key', 'mounted', 'projected', 'whole'];

const find = (kind: string, object: object): readonly string[] | undefined =>
  findSecretReferences(kind, stringify({ kind, ...object }))?.names;

it.each(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'])(
  'finds what the pods of a %s read, in every way there is',
  (kind) => {
    expect(find(kind, { spec: { template: { spec: pod } } })).toEqual(names);
  },
);

it('reaches into the template of a CronJob', () => {
  const template = { spec: pod };
  const text = stringify({ spec: { jobTemplate: { spec: { template } } } });
  expect(findSecretReferences('CronJob', text)).toEqual({
    names,
    template: ['spec', 'jobTemplate', 'spec', 'template'],
  });
});

it('leaves a Job alone: its template cannot be changed', () => {
  expect(find('Job', { spec: { template: { spec: pod } } })).toBeUndefined();
});

it('can be opted out of, on the workload and on its pods', () => {
  expect(find('Deployment', { metadata: note, spec: { template: { spec: pod } } })).toBeUndefined();
  expect(find('Deployment', { spec: { template: { metadata: note, spec: pod } } })).toBeUndefined();
});

it('names no Secret where none is read', () => {
  expect(find('Deployment', { spec: { template: { spec: { containers: [] } } } })).toBeUndefined();
  const pulls = { imagePullSecrets: [{ name: 'registry' }], serviceAccountName: 'secret' };
  expect(find('Deployment', { spec: { template: { spec: pulls } } })).toEqual([]);
});

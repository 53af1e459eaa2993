import { expect, it } from 'vitest';
import { compareObject, isIgnored, type LiveObject } from './drift.ts';
import { findForeignFields } from './foreign-fields.ts';
import { isSameValue } from '../manifest/same-value.ts';
import { asStored } from '../secret/secret-objects.ts';

const wanted = {
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: { replicas: 2, template: { spec: { containers: [{ name: 'web', image: 'a', env: [] }] } } },
};
const live = (spec: object, managedFields: object[] = []): LiveObject =>
  ({ kind: 'Deployment', metadata: { name: 'web', uid: '1', managedFields }, spec }) as LiveObject;
const same = {
  replicas: 2,
  template: { spec: { containers: [{ name: 'web', image: 'a', tty: false }] } },
};

it('finds nothing where only defaults were added', () => {
  expect(compareObject(wanted, live(same))).toEqual([]);
});

it('does not miss a false that the API server never kept, but one that somebody took away', () => {
  const open = { ...wanted, spec: { ...wanted.spec, hostNetwork: false, minReadySeconds: 0 } };
  expect(compareObject(open, live(same), true)).toEqual([]);
  expect(compareObject(open, live(same)).map(({ path }) => path)).toEqual([
    'spec.hostNetwork',
    'spec.minReadySeconds',
  ]);
  const changed = live({ ...same, hostNetwork: true });
  expect(compareObject(open, changed, true)).toMatchObject([{ path: 'spec.hostNetwork' }]);
});

it('names the field and who changed it', () => {
  const fields = [
    { manager: 'kapp', fieldsV1: { 'f:spec': { 'f:replicas': {} } } },
    { manager: 'kubectl-edit', fieldsV1: { 'f:spec': { 'f:replicas': {} } } },
  ];
  expect(compareObject(wanted, live({ ...same, replicas: 5 }, fields))).toEqual([
    { path: 'spec.replicas', manager: 'kubectl-edit' },
  ]);
  const image = { ...same, template: { spec: { containers: [{ name: 'web', image: 'b' }] } } };
  expect(compareObject(wanted, live(image))[0]?.path).toBe(
    'spec.template.spec.containers[web].image',
  );
});

it('finds what somebody added, and not what the cluster adds', () => {
  const added = { 'f:metadata': { 'f:labels': { 'f:team': {} } } };
  expect(
    findForeignFields(wanted, live(same, [{ manager: 'kubectl-label', fieldsV1: added }])),
  ).toEqual([{ path: 'metadata.labels.team', manager: 'kubectl-label' }]);
  expect(
    findForeignFields(
      wanted,
      live(same, [{ manager: 'kube-controller-manager', fieldsV1: added }]),
    ),
  ).toEqual([]);
});

it('ignores what a rule expects', () => {
  const drift = { path: 'spec.replicas', manager: 'keda' };
  expect(isIgnored(live(same), drift, [{ kind: 'Deployment', paths: ['spec.replicas'] }])).toBe(
    true,
  );
  expect(isIgnored(live(same), drift, [{ managers: ['keda'] }])).toBe(true);
  expect(isIgnored(live(same), drift, [{ kind: 'Service', paths: ['spec'] }])).toBe(false);
  expect(isIgnored(live(same), drift, [{ kind: 'Deployment' }])).toBe(false);
});

it('knows quantities that are written in two ways', () => {
  expect(isSameValue('0.5', '500m')).toBe(true);
  expect(isSameValue('1024Mi', '1Gi')).toBe(true);
  expect(isSameValue('1Gi', '1G')).toBe(false);
  expect(isSameValue('a', 'b')).toBe(false);
});

const token = 'ENC[AES256_GCM,data:a,iv:b,tag:c,type:str]';
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const secret = (fields: object): LiveObject =>
  ({ kind: 'Secret', metadata: { name: 'database' }, ...fields }) as unknown as LiveObject;

it('compares a Secret as the API server keeps it', () => {
  const open = asStored(
    secret({ data: { 'tls.key': base64('key') }, stringData: { user: 'app', port: 5432 } }),
  );
  const data = { 'tls.key': base64('key'), user: base64('app'), port: base64('5432') };
  expect(compareObject(open, secret({ data }))).toEqual([]);
  const changed = { ...data, 'tls.key': base64('other') };
  const managedFields = [{ manager: 'kubectl-patch', fieldsV1: { 'f:data': { 'f:tls.key': {} } } }];
  const live = secret({ data: changed, metadata: { name: 'database', managedFields } });
  expect(compareObject(open, live)).toEqual([{ path: 'data.tls.key', manager: 'kubectl-patch' }]);
});

it('compares no value that is encrypted, but finds keys that are missing or too many', () => {
  const closed = asStored(secret({ stringData: { user: token }, sops: { mac: token } }));
  const managedFields = [
    { manager: 'kubectl-patch', fieldsV1: { 'f:data': { 'f:user': {}, 'f:more': {} } } },
  ];
  const live = secret({ data: { user: 'x', more: 'y' }, metadata: { name: 'd', managedFields } });
  expect(compareObject(closed, { ...live, metadata: { name: 'database' } })).toEqual([]);
  expect(compareObject(closed, secret({ data: { more: 'y' } }))).toMatchObject([
    { path: 'data.user' },
  ]);
  expect(findForeignFields(closed, live)).toEqual([
    { path: 'data.more', manager: 'kubectl-patch' },
  ]);
});

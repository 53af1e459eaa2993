import { expect, it } from 'vitest';
import { mayHoldCredential } from './may-hold-credential.ts';

const reference = (more = ''): string =>
  `env:\n  - name: DB_PASSWORD\n    valueFrom:\n      secretKeyRef:\n        name: db\n        key: password\n${more}  - name: LEVEL\n    value: info\n`;
// nx-gitops-allow: opens nothing
const key = 'tOpq81mZxY0aQw3eRt5Y';

it.each([
  'password: x',
  'a: {clientSecret: x}',
  'connection string: x',
  `routeKey: ${key}`,
  `"text": "a\\ntoken=x"`,
  `${'a'.repeat(300)}-password`,
  reference('    value: x\n'),
  reference('    stringValue: x\n'),
  reference('  - name: API_TOKEN\n    value: x\n'),
  '- name: DB_PASSWORD\n  value: x\n  valueFrom:\n',
])('looks closer at %j', (text) => {
  expect(mayHoldCredential(text)).toBe(true);
});

it.each([
  'replicas: 2',
  'key-prefix: shop',
  'secretName: shop-db',
  'tokenBucket: 20',
  `partitionKey: a\nname: ${key}`,
  reference(),
])('passes over %j', (text) => {
  expect(mayHoldCredential(text)).toBe(false);
});

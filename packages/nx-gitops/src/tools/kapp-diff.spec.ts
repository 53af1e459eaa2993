import { expect, it } from 'vitest';
import { readChanges } from './kapp-diff.ts';

const row = { op: 'create', kind: 'Service', namespace: 'shop', name: 'a' };
const table = (rows: unknown[] | null): string =>
  JSON.stringify({
    Tables: [
      { Header: { op: 'Op' }, Rows: rows },
      { Header: { x: 'X' }, Rows: [{ x: 1 }] },
    ],
  });

it('reads the table of changes', () => {
  const rows = [row, { ...row, op: 'delete', namespace: '(cluster)' }, { ...row, op: '' }];
  expect(readChanges(table(rows))).toEqual([
    { operation: 'create', kind: 'Service', namespace: 'shop', name: 'a' },
    { operation: 'delete', kind: 'Service', namespace: '', name: 'a' },
    { operation: 'wait', kind: 'Service', namespace: 'shop', name: 'a' },
  ]);
  expect(readChanges(table(null))).toEqual([]);
});

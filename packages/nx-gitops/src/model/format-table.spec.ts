import { expect, it } from 'vitest';
import { formatTable } from './format-table.ts';

it('aligns columns, and ends no line with a space', () => {
  expect(
    formatTable([
      ['name', 'state'],
      ['longer', ''],
      ['a', 'ok'],
    ]),
  ).toEqual(['name    state', 'longer', 'a       ok']);
});

import { expect, it } from 'vitest';
import { replaceTable } from './replace-table.ts';

const page =
  '# A\n\n<!-- bench:a -->\n\nold\n\n<!-- /bench:a -->\n\n<!-- bench:b -->\n<!-- /bench:b -->\n';

it('replaces what stands between the marks of one benchmark', () => {
  expect(replaceTable(page, 'a', 'new\n')).toBe(page.replace('old', 'new'));
  expect(replaceTable(page, 'b', 'new')).toBe(
    page.replace('<!-- bench:b -->\n', '<!-- bench:b -->\n\nnew\n\n'),
  );
});

it('finds no place without marks', () => {
  expect(replaceTable(page, 'c', 'new')).toBeUndefined();
  expect(replaceTable('<!-- bench:a -->', 'a', 'new')).toBeUndefined();
});

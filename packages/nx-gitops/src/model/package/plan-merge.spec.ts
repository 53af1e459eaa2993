import { expect, it } from 'vitest';
import { planMerge } from './plan-merge.ts';

const files = (...entries: [string, string][]): Map<string, string> => new Map(entries);

it.each([
  ['nobody changed it', 'a', 'a', 'a', { act: 'keep' }],
  ['only we changed it', 'b', 'a', 'a', { act: 'keep' }],
  ['only they changed it', 'a', 'a', 'b', { act: 'write', text: 'b' }],
  ['both made the same of it', 'b', 'a', 'b', { act: 'keep' }],
  ['both changed it', 'b', 'a', 'c', { act: 'merge', ours: 'b', base: 'a', theirs: 'c' }],
  ['both added it', 'b', undefined, 'c', { act: 'merge', ours: 'b', base: '', theirs: 'c' }],
  ['they added it', undefined, undefined, 'c', { act: 'write', text: 'c' }],
  ['we added it', 'b', undefined, undefined, { act: 'keep' }],
  ['they removed it', 'a', 'a', undefined, { act: 'remove' }],
  ['we removed it', undefined, 'a', 'a', { act: 'keep' }],
  [
    'we removed what they changed',
    undefined,
    'a',
    'c',
    { act: 'conflict', problem: 'removed here, changed there' },
  ],
  [
    'they removed what we changed',
    'b',
    'a',
    undefined,
    { act: 'conflict', problem: 'changed here, removed there' },
  ],
] as const)('%s', (_what, ours, base, theirs, expected) => {
  const side = (text: string | undefined) =>
    files(...(text === undefined ? [] : [['f', text] as [string, string]]));
  const [merge] = planMerge(side(ours), side(base), side(theirs));
  expect(merge).toEqual({ path: 'f', ...expected });
});

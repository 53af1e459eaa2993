import { expect, it } from 'vitest';
import { formatRenderRecord, parseRenderRecord, type UnitRecord } from './render-record.ts';

const facts = {
  defines: [['d', ['a.name']]] as const,
  uses: [],
  isDynamic: false,
  computesPaths: false,
  crosses: undefined,
};
const unit: UnitRecord = {
  ...{ chart: 'c', facts, inputs: 'i', tree: 't', images: ['a'] },
  ...{ pins: 'p', documents: 2, state: 's' },
};
const text = formatRenderRecord(
  new Map([
    ['a', unit],
    ['b', unit],
  ]),
);

it('is read as it was written', () => {
  expect([...parseRenderRecord(text)]).toEqual([
    ['a', unit],
    ['b', unit],
  ]);
});

it('loses the units whose line was edited, and no other', () => {
  const edited = text.replace('["a",{"chart":"c"', '["a",{"chart":"d"');
  expect([...parseRenderRecord(edited).keys()]).toEqual(['b']);
});

it.each([undefined, '', 'nonsense', '<<<<<<< HEAD\n', '{}\nx\n'])(
  'knows nothing from %j',
  (broken) => {
    expect(parseRenderRecord(broken).size).toBe(0);
  },
);

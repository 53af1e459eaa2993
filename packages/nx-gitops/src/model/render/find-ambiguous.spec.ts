import { expect, it } from 'vitest';
import { findAmbiguous } from './find-ambiguous.ts';

it.each([
  ['a: n', 'false'],
  ['on: 1', 'true'],
  ['a: [Off]', 'false'],
  ['a: 0777 # octal', '511'],
  ['- 9007199254740993', 'a number that is rounded'],
])('finds what YAML 1.1 changes in %s', (text, meaning) => {
  expect(findAmbiguous(`kind: X\n${text.startsWith('-') ? `b:\n${text}` : text}\n`)).toMatchObject([
    { meaning, line: text.startsWith('-') ? 3 : 2 },
  ]);
});

it.each([
  'a: "n"',
  "a: 'on'",
  'a: note',
  'a: true',
  'a: |\n  on\n  0777\n',
  'defaultMode: 0644',
  'a: 9007199254740991',
  'a: 0',
  'a: 0.5',
  'a: 10:30',
])('leaves %j alone', (text) => {
  expect(findAmbiguous(`kind: X\n${text}\n`)).toEqual([]);
});

import { expect, it } from 'vitest';
import { createMask } from './mask.ts';

const value = 'p4ss/word "of":it?';

const hide = (text: string, ...values: string[]): string => {
  const mask = createMask();
  mask.add(values);
  return mask.hide(text);
};

const base64 = (text: string): string => Buffer.from(text).toString('base64');

it.each([
  ['plain', value],
  ['escaped as in JSON', JSON.stringify(value).slice(1, -1)],
  ['encoded for a URL', encodeURIComponent(value)],
  ['in base64', base64(value).replace(/=+$/, '')],
  ['in base64 with its line end', base64(`${value}\n`).replace(/=+$/, '')],
])('hides a value that is %s', (_title, form) => {
  expect(hide(`before ${form} behind`, value)).toBe('before *** behind');
});

it('hides each line of a value that has several, whatever indents it', () => {
  const key = 'BEGIN\n  first-line-of-it\r\nsecond-line-of-it\nEND';
  expect(hide('  | first-line-of-it\n  | second-line-of-it', key)).toBe('  | ***\n  | ***');
});

it('hides the longer of two values first, so that no rest of it is left', () => {
  expect(hide('secret-and-more', 'secret', 'secret-and-more')).toBe('***');
});

it('hides what is added after it was used', () => {
  const mask = createMask();
  mask.add(['first-value']);
  expect(mask.hide('second-value')).toBe('second-value');
  mask.add(['second-value']);
  expect(mask.hide('first-value second-value')).toBe('*** ***');
});

it('takes a value as text: a pattern or a replacement in it means nothing', () => {
  expect(hide('a.*b and $&$1', '$&$1')).toBe('a.*b and ***');
  expect(hide('axxb', 'a.*b')).toBe('axxb');
});

it('leaves values of three characters and less, and blanks', () => {
  expect(hide('yes 123     no', 'yes', '123', '     ')).toBe('yes 123     no');
});

it('knows whether there is anything to hide', () => {
  const mask = createMask();
  mask.add(['no']);
  expect(mask.isEmpty()).toBe(true);
  mask.add(['long enough']);
  expect(mask.isEmpty()).toBe(false);
});

import { expect, it } from 'vitest';
import fc from 'fast-check';
import { exposedForms } from './exposed-forms.ts';

const isFound = (text: string, ...values: string[]): boolean =>
  exposedForms(values).some((form) => text.includes(form));
const base64 = (text: string): string => Buffer.from(text).toString('base64');

it('finds a value plain, without the blanks around it, and encoded for a URL', () => {
  const value = 'p4ss/word of+it\n';
  expect(isFound(`x${value}y`, value)).toBe(true);
  expect(isFound('url: p4ss/word of+it', value)).toBe(true);
  expect(isFound(`postgres://u:${encodeURIComponent(value.trim())}@db`, value)).toBe(true);
});

it('finds any value in base64, whatever stands before and after it', () => {
  const texts = fc.string({ unit: 'grapheme', maxLength: 40 });
  const values = fc
    .string({ unit: 'grapheme', minLength: 6, maxLength: 60 })
    .filter((text) => text.trim().length >= 6);
  fc.assert(
    fc.property(texts, values, texts, (before, value, after) =>
      isFound(base64(before + value + after), value),
    ),
  );
});

it('finds long lines of a value that has several, and not its short ones', () => {
  const key = `BEGIN\n${'a1B2'.repeat(8)}\nEND`;
  expect(isFound(`  ${'a1B2'.repeat(8)}`, key)).toBe(true);
  expect(isFound('BEGIN', key)).toBe(false);
});

it('searches for nothing that turns up by chance', () => {
  expect(exposedForms(['true', '8080', '     1     ', ''])).toEqual([]);
  expect(exposedForms(['123456'])).not.toEqual([]);
  for (const form of exposedForms(['123456'])) expect(form.length).toBeGreaterThan(5);
});

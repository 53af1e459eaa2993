import { expect, it } from 'vitest';
import { parsePort } from './parse-port.ts';

it('reads a port, 8080 where there is none', () => {
  expect(parsePort()).toBe(8080);
  expect(parsePort('3000')).toBe(3000);
});

it.each(['', 'http', '-1', '70000'])('refuses %j', (text) => {
  expect(() => parsePort(text)).toThrow('PORT: expected a number from 0 to 65535');
});

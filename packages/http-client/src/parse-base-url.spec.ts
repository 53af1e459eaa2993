import { expect, it } from 'vitest';
import { parseBaseUrl } from './parse-base-url.ts';

it('drops the slash at the end', () => {
  expect(parseBaseUrl('CATALOG_URL', { CATALOG_URL: 'http://catalog/' })).toBe('http://catalog');
});

it.each([undefined, 'catalog', 'catalog:8080', 'ftp://catalog'])('refuses %j', (text) => {
  expect(() => parseBaseUrl('CATALOG_URL', { CATALOG_URL: text })).toThrow(
    'CATALOG_URL: expected a URL like http://catalog',
  );
});

import { expect, it } from 'vitest';
import { isRefusal } from './helm-pull.ts';

it('tells an account that may not push from a digest with the same numbers', () => {
  expect(isRefusal('Error: response status code 403: denied')).toBe(true);
  expect(isRefusal('Error: failed to fetch https://r/index.yaml : 401 Unauthorized')).toBe(true);
  expect(isRefusal('Head "http://r/v2/a/manifests/sha256:e15f8af401fb": connection refused')).toBe(
    false,
  );
});

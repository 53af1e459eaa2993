import { expect, it } from 'vitest';

import { findIdentity, isRunning } from './process-identity.ts';

it('tells a process from a later one with the same number', () => {
  const identity = `${findIdentity(process.pid)}`;
  expect(isRunning({ name: 'this', pid: process.pid, identity })).toBe(true);
  expect(isRunning({ name: 'this', pid: process.pid, identity: `${identity}0` })).toBe(false);
});

it('knows that a process is gone', () => {
  expect(findIdentity(2 ** 22 + 1)).toBeUndefined();
});

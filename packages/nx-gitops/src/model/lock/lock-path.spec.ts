import { describe, expect, it } from 'vitest';
import { isLockPath, lockedService, lockIn } from './lock-path.ts';

describe('lockIn', () => {
  it('names a lock after its service, which can be read from its path again', () => {
    const path = lockIn('config/app-locks', 'cart');
    expect(path).toBe('config/app-locks/cart.kbld.lock.yml');
    expect(isLockPath(path)).toBe(true);
    expect(lockedService(path)).toBe('cart');
  });

  it('takes the other ending of YAML for a lock too, and nothing else', () => {
    expect(lockedService('app-locks/cart.kbld.lock.yaml')).toBe('cart');
    expect(isLockPath('app-locks/cart.kbld.lock.yml.tmp')).toBe(false);
  });
});

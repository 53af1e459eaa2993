import { expect, it } from 'vitest';
import { relocated, relocateImages, unrelocated } from './relocate-images.ts';

const digest = `sha256:${'0'.repeat(64)}`;

it('names the copies of locked and of pinned images, and the originals of copies', () => {
  const locks = new Map([['redis:7', `index.docker.io/library/redis@${digest}`]]);
  const moved = relocateImages(locks, ['redis:7', `quay.io/a/b:1@${digest}`], 'air.gap/mirror');
  expect(Object.fromEntries(moved)).toEqual({
    'redis:7': `air.gap/mirror/index.docker.io/library/redis@${digest}`,
    [`quay.io/a/b:1@${digest}`]: `air.gap/mirror/quay.io/a/b@${digest}`,
  });
  expect(relocateImages(locks, [], undefined)).toBe(locks);
  expect(unrelocated(moved.get('redis:7') ?? '', 'air.gap/mirror')).toBe(locks.get('redis:7'));
  const local = `127.0.0.1:5000/a@${digest}`;
  expect(relocated(local, 'air.gap')).toBe(`air.gap/127.0.0.1__5000/a@${digest}`);
  expect(unrelocated(relocated(local, 'air.gap'), 'air.gap')).toBe(local);
});

import { expect, it } from 'vitest';
import { createHealth } from './health.ts';

it('is not ready once it stops, but stays alive', async () => {
  const { routes, stop } = createHealth();
  const statuses = () =>
    Promise.all(
      routes.map(async ({ handle }) => (await handle({ params: {}, body: undefined })).status),
    );

  expect(await statuses()).toEqual([200, 200]);
  stop();
  expect(await statuses()).toEqual([200, 503]);
});

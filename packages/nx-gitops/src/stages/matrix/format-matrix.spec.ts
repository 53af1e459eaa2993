import { expect, it } from 'vitest';
import { formatMatrix } from './format-matrix.ts';
import type { MatrixCell } from './matrix.ts';

const cell = (service: string, environment: string, more: Partial<MatrixCell>): MatrixCell => ({
  service,
  environment,
  images: [{ image: service, newImage: `r.example/${service}@sha256:${'ab'.repeat(32)}` }],
  state: 'fresh',
  commit: '0123456789abcdef',
  since: '2026-01-01T00:00:00Z',
  behind: 0,
  ...more,
});

it('has a row for each service and a column for each environment', () => {
  const cells = [
    cell('a', 'staging', {}),
    cell('a', 'production', { behind: 3, state: 'stale' }),
    cell('longer', 'staging', { state: 'held', behind: undefined, since: undefined }),
  ];
  const lines = formatMatrix(
    { commit: '', environments: ['staging', 'production'], cells },
    Date.parse('2026-01-03T05:00:00Z'),
  );
  expect(lines).toEqual([
    'service  staging                             production',
    'a        abababababab 0123456 2d             abababababab 0123456 2d -3',
    'longer   abababababab 0123456 behind ? held  –',
  ]);
});

it('says so when there is nothing', () => {
  expect(formatMatrix({ commit: '', environments: [], cells: [] }, 0)).toHaveLength(1);
});

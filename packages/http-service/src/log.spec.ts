import { expect, it } from 'vitest';
import { createLog } from './log.ts';

it('writes one JSON object per line, from its level upwards', () => {
  const lines: string[] = [];
  const log = createLog('catalog', 'info', (line) => lines.push(line));
  log('debug', 'not this');
  log('error', 'this', { status: 500 });
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    level: 'error',
    service: 'catalog',
    message: 'this',
    status: 500,
  });
});

it('refuses a level that it does not know', () => {
  expect(() => createLog('catalog', 'loud')).toThrow(
    'LOG_LEVEL: expected one of debug, info, error',
  );
});

import { expect, it } from 'vitest';
import { findWebhookProblem } from './kapp-lines.ts';

it('knows a webhook that does not answer from the lines of kapp', () => {
  const line =
    '7:32:58PM:  ^ Retryable error: Creating resource service/a: failed calling webhook "w"';
  expect(findWebhookProblem(line)).toBe('Creating resource service/a: failed calling webhook "w"');
  expect(findWebhookProblem('7:32:58PM:  ^ Pending')).toBeUndefined();
});

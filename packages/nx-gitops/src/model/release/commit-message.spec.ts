import { expect, it } from 'vitest';
import { formatCommitMessage } from './commit-message.ts';
import { normalizePublishing } from '../settings/publish-settings.ts';

const facts = { services: ['a', 'b'], environments: ['staging'], commit: '1234' };

it('names the services; of many the first ones', () => {
  const settings = normalizePublishing();
  expect(formatCommitMessage(settings, facts)).toBe('chore(release): publish a, b\n');
  const services = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  expect(formatCommitMessage(settings, { ...facts, services })).toBe(
    'chore(release): publish a, b, c, d, e and 2 more\n',
  );
});

it('names the environments when only snapshots changed', () => {
  expect(formatCommitMessage(normalizePublishing(), { ...facts, services: [] })).toBe(
    'chore(release): publish staging\n',
  );
});

it('ends with the trailers', () => {
  const settings = normalizePublishing({ message: 'x', trailers: { Source: '{commit}' } });
  expect(formatCommitMessage(settings, facts)).toBe('x\n\nSource: 1234\n');
});

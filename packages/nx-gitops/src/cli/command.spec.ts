import { expect, it } from 'vitest';
import { parseCommandLine, parseCount } from './command.ts';

const problemOf = (act: () => unknown): string => {
  try {
    act();
    return 'none';
  } catch (error) {
    return (error as Error).message;
  }
};

it('takes the words that a command asks for, and no other', () => {
  expect(parseCommandLine(['a'], {}, { words: 1 }).positionals).toEqual(['a']);
  // "delete production" must not delete the default environment.
  expect(problemOf(() => parseCommandLine(['production', '--dry-run']))).toBe(
    'OPTIONS_INVALID: What is "production"?\nSee --help.',
  );
});

it('refuses an option that would not be heeded', () => {
  const shape = { without: ['environment'] } as const;
  expect(problemOf(() => parseCommandLine(['--environment=a'], {}, shape))).toContain(
    "Unknown option '--environment'",
  );
  expect(problemOf(() => parseCommandLine(['-e', 'a'], {}, shape))).toContain("'-e'");
  expect(problemOf(() => parseCommandLine(['--yess'], { yes: { type: 'boolean' } }))).toContain(
    "Unknown option '--yess'",
  );
});

it('names the formats that there are', () => {
  expect(problemOf(() => parseCommandLine(['--format=xml']))).toContain('--format is text or json');
  const shape = { formats: ['text'] };
  expect(problemOf(() => parseCommandLine(['--format=json'], {}, shape))).toContain(
    '--format is text\n',
  );
});

it.each(['many', '-1', '1.5', '', '1e3'])('knows that "%s" is no whole number', (text) => {
  expect(problemOf(() => parseCount('limit', text))).toContain(
    `OPTIONS_INVALID: --limit "${text}" is no whole number`,
  );
});

it('reads a whole number', () => {
  expect(parseCount('limit', '50')).toBe(50);
});

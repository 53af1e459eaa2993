import { askPerson } from '../../io/ask.ts';
import { GitopsError } from '../../model/errors.ts';

/** What cannot be undone is confirmed: by typing a name at a terminal, or with `--yes`. */
export async function confirm(what: string, word: string, isYes: boolean): Promise<void> {
  if (isYes) return;
  const answer = await askPerson(`${what}\nType "${word}" to go on: `);
  if (answer === word) return;
  throw new GitopsError(
    'NOT_CONFIRMED',
    answer === undefined ? `${what} That has to be confirmed` : `${what} It was not confirmed`,
    'Confirm it at a terminal, or pass --yes.',
  );
}

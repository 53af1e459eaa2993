import { GitopsError } from '../model/errors.ts';

/** The check could not look at what it was asked to look at: neither clean nor at fault. */
export const cannotCheck = (problem: string, hint: string): GitopsError =>
  new GitopsError('GIT_FAILED', problem, hint);

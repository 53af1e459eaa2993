import { isGitopsError } from '../../model/errors.ts';

/** What the doctor found out about one thing. */
export interface Diagnosis {
  readonly area: 'tools' | 'settings' | 'cluster' | 'registry' | 'keys' | 'hooks';
  readonly subject: string;
  readonly status: 'fine' | 'warning' | 'wrong';
  readonly message: string;
  /** What to do about it. */
  readonly fix?: string;
}

/** The answer to a question, or the error that it ended with. */
export async function diagnose(
  area: Diagnosis['area'],
  subject: string,
  ask: () => Promise<string>,
): Promise<Diagnosis> {
  try {
    return { area, subject, status: 'fine', message: await ask() };
  } catch (error) {
    return diagnoseError(area, subject, error);
  }
}

/** An error of the user as a diagnosis; any other is thrown again. */
export function diagnoseError(area: Diagnosis['area'], subject: string, error: unknown): Diagnosis {
  if (!isGitopsError(error)) throw error;
  const message = `${error.code}: ${error.problem}`;
  return { area, subject, status: 'wrong', message, fix: error.hint };
}

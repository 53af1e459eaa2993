import type { Reply } from './route.ts';

/** An error with a status is meant for the caller; any other is ours and stays in the log. */
export const errorReply = (error: unknown): Reply => {
  const status = (error as { status?: unknown } | undefined)?.status;
  return error instanceof Error && typeof status === 'number'
    ? { status, body: { error: { message: error.message } } }
    : { status: 500, body: { error: { message: 'Internal error' } } };
};

import { setTimeout as sleep } from 'node:timers/promises';

export interface RetryOptions {
  readonly attempts: number;
  /** The first pause; each further one is twice as long. */
  readonly pauseMs: number;
  readonly isWorthwhile: (error: unknown) => boolean;
}

export const retry = async <T>(act: () => Promise<T>, options: RetryOptions): Promise<T> => {
  const { attempts, pauseMs, isWorthwhile } = options;
  try {
    return await act();
  } catch (error) {
    if (attempts <= 1 || !isWorthwhile(error)) throw error;
    await sleep(pauseMs);
    return retry(act, { attempts: attempts - 1, pauseMs: pauseMs * 2, isWorthwhile });
  }
};

/** kapp stamps what it does with the time; the table before that is the plan, which was shown already. */
export const isProgress = (line: string): boolean => /^\d+:\d+:\d+[AP]M: /.test(line);

/** Why the API server does not let an object in, where kapp would go on trying for minutes. */
export const findWebhookProblem = (line: string): string | undefined =>
  /Retryable error: (.*webhook.*)$/.exec(line)?.[1];

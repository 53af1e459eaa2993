/** kapp stamps what it does with the time; the table before that is the plan, which was shown already. */
export const isProgress = (line: string): boolean => /^\d+:\d+:\d+[AP]M: /.test(line);

/** Why the API server does not let an object in, where kapp would go on trying for minutes. */
export const findWebhookProblem = (line: string): string | undefined =>
  /Retryable error: (.*webhook.*)$/.exec(line)?.[1];

/** What kapp says where it answers in JSON; the error is the last of it. */
export function readLines(output: string): string {
  try {
    return ((JSON.parse(output) as { Lines?: string[] | null }).Lines ?? []).join('\n');
  } catch {
    return output;
  }
}

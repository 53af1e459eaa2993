import type { Publishing } from '../settings/publish-settings.ts';

/** What a publish commit can tell of itself. */
export interface CommitFacts {
  readonly services: readonly string[];
  readonly environments: readonly string[];
  /** The commit whose sources the locks were made from. */
  readonly commit: string;
}

const longest = 5;

/** The message of a publish commit: the subject, then the trailers. */
export function formatCommitMessage(
  { message, trailers }: Pick<Publishing, 'message' | 'trailers'>,
  facts: CommitFacts,
): string {
  const fill = (text: string): string =>
    text
      .replaceAll('{services}', listNames(facts.services) || listNames(facts.environments))
      .replaceAll('{environments}', listNames(facts.environments))
      .replaceAll('{commit}', facts.commit);
  const lines = Object.entries(trailers).map(([name, value]) => `${name}: ${fill(value)}`);
  return [fill(message), ...(lines.length > 0 ? ['', ...lines] : []), ''].join('\n');
}

const listNames = (names: readonly string[]): string =>
  names.length <= longest
    ? names.join(', ')
    : `${names.slice(0, longest).join(', ')} and ${names.length - longest} more`;

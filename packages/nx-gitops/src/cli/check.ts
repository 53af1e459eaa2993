import { formatBaseline } from '../checks/allow/baseline.ts';
import { formatOutcome } from '../checks/report/format-outcome.ts';
import { runChecks } from '../checks/run-checks.ts';
import { GitopsError } from '../model/errors.ts';
import { checkUsage, parseCheckOptions } from './check-options.ts';
import { readBaseline } from './check-baseline.ts';
import { openScope } from './check-scope.ts';

export interface CheckStreams {
  readonly stdin: () => Promise<string>;
  readonly stdout: (text: string) => Promise<void>;
  readonly stderr: (text: string) => Promise<void>;
  readonly cwd: string;
}

/** `nx-gitops check`: 0 clean, 1 findings, 2 could not check. */
export async function checkCommand(
  argv: readonly string[],
  streams: CheckStreams,
): Promise<number> {
  try {
    return await check(argv, streams);
  } catch (error) {
    await streams.stderr(explain(error));
    return 2;
  }
}

async function check(argv: readonly string[], streams: CheckStreams): Promise<number> {
  const options = parseCheckOptions(argv);
  if (options.help) {
    await streams.stdout(checkUsage);
    return 0;
  }
  const scope = await openScope(options.target, streams.cwd, streams.stdin);
  try {
    const baseline = await readBaseline(scope, options.baseline);
    const outcome = await runChecks({ ...scope, baseline, strictLocks: options.strictLocks });
    if (options.writeBaseline !== undefined) {
      const { writeFile } = await import('node:fs/promises');
      await writeFile(
        options.writeBaseline,
        formatBaseline(
          [
            ...outcome.findings,
            ...outcome.allowed.filter(({ by }) => by === 'baseline').map(({ finding }) => finding),
          ],
          baseline,
        ),
      );
      return 0;
    }
    const report = formatOutcome(outcome, options.format, options.reportAllowed);
    if (report !== '') await streams.stdout(report);
    return outcome.findings.length > 0 ? 1 : 0;
  } finally {
    scope.close();
  }
}

function explain(error: unknown): string {
  if (error instanceof GitopsError)
    return `nx-gitops could not check: ${error.problem}\n  → ${error.hint}\n`;
  return `nx-gitops could not check, by a fault of its own: ${(error as Error).stack ?? String(error)}\n`;
}

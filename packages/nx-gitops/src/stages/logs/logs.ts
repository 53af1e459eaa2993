import { kappLogs } from '../../tools/kapp-logs.ts';
import { appOf, type DiffInput } from '../diff/diff.ts';
import type { StageContext } from '../stage-context.ts';
import { choosePods } from './choose-pods.ts';

export interface LogsAsked {
  /** Undefined means all. */
  readonly service: string | undefined;
  readonly follow: boolean;
  readonly lines: number;
}

/** Prints the logs of an environment; those that are followed until Ctrl-C. */
export async function logs(
  input: DiffInput,
  { service, ...choices }: LogsAsked,
  print: (line: string) => void,
  stage: StageContext,
): Promise<void> {
  const app = appOf(input, stage);
  const pods = await choosePods(stage.run, app, service);
  if (pods === undefined) return stage.report(`${input.environment.name} runs nothing`);
  const abort = new AbortController();
  const stop = (): void => abort.abort();
  // Not once: execa ends this process where it finds no listener beside its own.
  process.on('SIGINT', stop);
  try {
    await kappLogs(stage.run, app, { ...pods, ...choices }, print, abort.signal);
  } finally {
    process.off('SIGINT', stop);
  }
}

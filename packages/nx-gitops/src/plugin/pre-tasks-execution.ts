import type { PreTasksExecution } from '@nx/devkit';
import { dryRunVariable } from '../io/dry-run.ts';

/** A `--dry-run` of one target must not let its dependencies act: every task of the run is told. */
export const preTasksExecution: PreTasksExecution = (_options, { argv }) => {
  if (isDryRun(argv)) process.env[dryRunVariable] = 'true';
};

export const isDryRun = (argv: readonly string[] | undefined): boolean =>
  (argv ?? []).some((argument) => /^--dry-?run(=true)?$/i.test(argument));

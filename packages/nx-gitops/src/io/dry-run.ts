/** Set by the plugin for all tasks of a run that was started with `--dry-run`. */
export const dryRunVariable = 'NX_GITOPS_DRY_RUN';

export const isDryRunAsked = (option: boolean | undefined): boolean =>
  option ?? process.env[dryRunVariable] === 'true';

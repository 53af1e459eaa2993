import { GitopsError } from '../../model/errors.ts';
import { formatFreeze, parseFreeze, type Freeze } from '../../model/release/freeze.ts';
import { openNamespaces } from '../../tools/namespaces.ts';
import { openReleaseStore } from '../../tools/release-store.ts';
import { appOf, type DiffInput } from '../diff/diff.ts';
import type { StageContext } from '../stage-context.ts';

/** Closes an environment for everybody. */
export async function freeze(
  input: DiffInput,
  asked: { readonly reason: string | undefined; readonly until: string | undefined },
  stage: StageContext,
): Promise<Freeze> {
  const { until, reason } = asked;
  const wanted = parseFreeze({ reason, ...(until === undefined ? {} : { until }) });
  if (!wanted) {
    throw new GitopsError(
      'OPTIONS_INVALID',
      reason ? `--until "${until}" is no time` : 'A freeze needs a reason',
      'Such as: nx-gitops freeze production --reason "Christmas sale" --until 2026-12-27T08:00Z',
    );
  }
  if (until !== undefined && Date.parse(until) <= Date.now()) {
    throw new GitopsError(
      'OPTIONS_INVALID',
      `--until "${until}" is over already`,
      'Name a time that is still to come.',
    );
  }
  const app = appOf(input, stage);
  if (stage.dryRun) return wanted;
  await openNamespaces(stage.api(app.cluster)).ensure(app.namespace);
  await openReleaseStore(stage.api, app).writeFreeze(wanted);
  return wanted;
}

/** Opens an environment again. Undefined where it was not closed. */
export async function unfreeze(input: DiffInput, stage: StageContext): Promise<Freeze | undefined> {
  const { environment, repository } = input;
  const store = openReleaseStore(stage.api, appOf(input, stage));
  const { freeze: found } = await store.readMemory();
  if (found && !stage.dryRun) await store.writeFreeze(undefined);
  if (environment.freeze) {
    throw new GitopsError(
      'ENVIRONMENT_FROZEN',
      `${environment.name} is closed in ${repository.root}/gitops.yaml: ${formatFreeze(environment.freeze)}`,
      `Remove environments.${environment.name}.freeze there.`,
    );
  }
  return found;
}

import { join } from 'node:path';
import { findText } from '../../io/files.ts';
import { GitopsError } from '../../model/errors.ts';
import { statePath } from '../../model/settings/state-path.ts';
import { rungNames, type RungName } from '../../model/settings/validation-settings.ts';
import type { StageContext } from '../stage-context.ts';
import type { Finding } from './finding.ts';
import { isIgnored } from './is-ignored.ts';
import { ladder } from './ladder.ts';
import type { Rung, ValidateInput } from './rung.ts';
import { openSnapshot, type Snapshot } from './snapshot.ts';

/** What became of one rung. */
export interface RungReport {
  readonly name: RungName;
  readonly state: 'passed' | 'failed' | 'off' | 'skipped';
  readonly summary: string;
  readonly findings: readonly Finding[];
  /** How many findings the settings let pass. */
  readonly ignored: number;
}

export interface Validated {
  readonly environment: string;
  /** The snapshot, relative to the workspace. */
  readonly file: string;
  readonly objects: number;
  readonly rungs: readonly RungReport[];
}

/**
 * Climbs the ladder: every rung judges the snapshot of an environment. Undefined where there is none yet, because
 * the render before was a dry run too.
 */
export async function validate(
  input: ValidateInput,
  stage: StageContext,
): Promise<Validated | undefined> {
  refuseUnknown(input.skip ?? []);
  const { environment } = input;
  const file = statePath(environment);
  if (stage.dryRun && (await findText(join(stage.root, file))) === undefined) return undefined;
  const snapshot = await openSnapshot(environment, stage);
  const rungs: RungReport[] = [];
  for (const rung of ladder) rungs.push(await climb(rung, snapshot, input, stage));
  return { environment: environment.name, file, objects: snapshot.objects.length, rungs };
}

async function climb(
  { name, climb: judge }: Rung,
  snapshot: Snapshot,
  input: ValidateInput,
  stage: StageContext,
): Promise<RungReport> {
  const { skip, ignore } = input.environment.validation;
  const nothing = { name, findings: [], ignored: 0 };
  if (skip.includes(name) || input.skip?.includes(name)) {
    return { ...nothing, state: 'skipped', summary: '' };
  }
  const result = await judge(snapshot, input, stage);
  if ('off' in result) return { ...nothing, state: 'off', summary: result.off };
  const findings = result.findings
    .filter((finding) => !isIgnored(finding, ignore))
    .sort((a, b) => order(a).localeCompare(order(b), 'en'));
  const failed = findings.some(({ severity }) => severity === 'error');
  return {
    name,
    state: failed ? 'failed' : 'passed',
    summary: result.summary,
    findings,
    ignored: result.findings.length - findings.length,
  };
}

/** Tools answer in any order; a report is the same for the same snapshot. */
const order = ({ file, line, rule, message }: Finding): string =>
  [file, String(line).padStart(8, '0'), rule, message].join('\0');

function refuseUnknown(skip: readonly string[]): void {
  const unknown = skip.find((name) => !(rungNames as readonly string[]).includes(name));
  if (unknown === undefined) return;
  throw new GitopsError(
    'OPTIONS_INVALID',
    `There is no rung "${unknown}"`,
    `The rungs are: ${rungNames.join(', ')}.`,
  );
}

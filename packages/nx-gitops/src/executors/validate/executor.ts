import { countOf } from '../../model/count-of.ts';
import type { PromiseExecutor } from '@nx/devkit';
import { judgeFindings } from '../../stages/validate/judge-findings.ts';
import { formatWarnings } from '../../stages/validate/report/format-text.ts';
import { writeReport } from '../../stages/validate/report/write-report.ts';
import { validate } from '../../stages/validate/validate.ts';
import { judgeServices } from '../../workspace/workspace.ts';
import { chooseEnvironment, findRepository, openRun } from '../open-run.ts';
import type { ValidateOptions } from './schema.ts';

/** Checks the snapshot of an environment. */
export const validateExecutor: PromiseExecutor<ValidateOptions> = async (options, context) => {
  const open = await openRun(options, context);
  const { workspace, stage } = open;
  const repository = findRepository(open);
  const environment = chooseEnvironment(repository, options.environment, context);
  const services = judgeServices(workspace, repository, environment);
  const { skip, server } = options;
  const input = { repository, environment, services, locks: workspace.locks, skip, server };
  const validated = await validate(input, stage);
  if (!validated) {
    stage.report(`${environment.name}: the snapshot would be rendered first`);
    return { success: true };
  }
  formatWarnings(validated).forEach(stage.report);
  if (options.out !== undefined)
    await writeReport(validated, options.format ?? 'text', options.out, stage);
  const refusal = judgeFindings(validated);
  if (refusal) throw refusal;
  stage.report(
    `${environment.name}: ${countOf(validated.objects, 'object')} ${validated.objects === 1 ? 'is' : 'are'} valid`,
  );
  return { success: true };
};

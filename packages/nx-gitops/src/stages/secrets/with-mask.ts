import { GitopsError, isGitopsError } from '../../model/errors.ts';
import { createMask, type Mask } from '../../model/secret/mask.ts';
import type { StageContext } from '../stage-context.ts';

/** Runs a stage that opens secrets: nothing that it says, its errors included, shows a value of them. */
export async function withMask<T>(
  stage: StageContext,
  work: (stage: StageContext, mask: Mask) => Promise<T>,
): Promise<T> {
  const mask = createMask();
  const masked: StageContext = {
    ...stage,
    report: (line) => stage.report(mask.hide(line)),
    detail: (line) => stage.detail(mask.hide(line)),
  };
  try {
    return await work(masked, mask);
  } catch (error) {
    throw hideIn(error, mask);
  }
}

/** The cause is left out: it would show what is hidden here. */
function hideIn(error: unknown, mask: Mask): unknown {
  if (mask.isEmpty() || !(error instanceof Error)) return error;
  if (isGitopsError(error)) {
    return new GitopsError(error.code, mask.hide(error.problem), mask.hide(error.hint));
  }
  const hidden = new Error(mask.hide(error.message));
  hidden.stack = mask.hide(error.stack ?? '');
  return hidden;
}

import { resolve } from 'node:path';
import * as v from 'valibot';
import { findText } from '../../io/files.ts';
import { GitopsError } from '../../model/errors.ts';
import type { Plan } from '../../model/plan/plan.ts';

const texts = v.array(v.string());

const Change = v.looseObject({
  operation: v.picklist(['create', 'update', 'replace', 'delete', 'wait']),
  apiVersion: v.string(),
  kind: v.string(),
  namespace: v.string(),
  name: v.string(),
  fields: v.array(v.looseObject({ path: v.string() })),
  risks: texts,
  live: v.optional(v.object({ uid: v.string(), digest: v.string() })),
});

const PlanFile = v.looseObject({
  version: v.literal(1),
  environment: v.string(),
  context: v.string(),
  application: v.string(),
  namespace: v.string(),
  snapshot: v.string(),
  scope: v.picklist(['full', 'changed']),
  changes: v.array(Change),
  risks: texts,
});

/** The plan that "diff --out" wrote to a file, relative to a folder; undefined where none is asked for. */
export async function readPlan(
  shown: string | undefined,
  folder: string,
): Promise<Plan | undefined> {
  if (shown === undefined) return undefined;
  const text = await findText(resolve(folder, shown));
  if (text === undefined) throw invalid(`${shown} does not exist`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid(`${shown} is not JSON`);
  }
  const result = v.safeParse(PlanFile, value);
  if (result.success) return result.output as unknown as Plan;
  const [issue] = result.issues;
  throw invalid(`${shown}: ${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`);
}

const invalid = (problem: string): GitopsError =>
  new GitopsError('PLAN_INVALID', problem, 'Make a plan with "nx-gitops diff --out <file>".');

import { resolve } from 'node:path';
import { diff, writePlan } from '../stages/diff/diff.ts';
import { formatPlanMarkdown } from '../stages/diff/format-plan-markdown.ts';
import { formatPlan } from '../stages/diff/format-plan.ts';
import { parseCommandLine, print, type Command } from './command.ts';
import { openEnvironment } from './open-environment.ts';
import { paintStdout } from './paint.ts';

export const diffCommand: Command = {
  name: 'diff',
  summary: 'shows what a deploy would change in the cluster',
  usage:
    'nx-gitops diff [--out <file>] [--environment <name>] [--context <name>] [--repository <folder>] [--format text|json|markdown]',
  description:
    'Compares the snapshot as it is with the cluster, field by field; renders nothing. --out keeps the plan for "deploy --plan".\nExit code: 0 nothing to change, 2 there are changes, 1 error.',
  run: async (argv) => {
    const formats = ['text', 'json', 'markdown'];
    const options = parseCommandLine(argv, { out: { type: 'string' } }, { formats });
    const { input, stage } = await openEnvironment(options);
    const plan = await diff(input, stage);
    if (options.own.out !== undefined) await writePlan(resolve(options.own.out), plan);
    const isMarkdown = options.format === 'markdown';
    const lines = isMarkdown ? formatPlanMarkdown(plan) : formatPlan(plan, paintStdout());
    print(options.json, plan, lines);
    return plan.changes.length > 0 ? 2 : 0;
  },
};

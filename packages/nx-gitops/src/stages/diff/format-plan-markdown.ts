import { countOf } from '../../model/count-of.ts';
import { nameOf } from '../../model/manifest/manifest.ts';
import type { Plan, PlannedChange } from '../../model/plan/plan.ts';
import { countChanges, riskTexts, show } from './format-plan.ts';

/** A plan for the comment of a pull request. */
export function formatPlanMarkdown(plan: Plan): string[] {
  const { environment, context, changes, risks } = plan;
  const title = `### ${environment} (${context})`;
  if (changes.length === 0) return [title, '', 'Nothing to change.'];
  const all = [...risks, ...new Set(changes.flatMap((change) => change.risks))];
  return [
    title,
    '',
    `**${countChanges(changes)}**`,
    '',
    ...all.map((risk) => `> ⚠️ ${riskTexts[risk]}`),
    ...(all.length > 0 ? [''] : []),
    '| | object | |',
    '| --- | --- | --- |',
    ...changes.map(
      (change) => `| ${change.operation} | ${code(nameOf(change))} | ${notes(change)} |`,
    ),
    '',
    ...changes.flatMap(details),
  ];
}

const notes = ({ risks, fields }: PlannedChange): string =>
  [
    ...risks.map((risk) => `⚠️ ${risk}`),
    ...(fields.length > 0 ? [countOf(fields.length, 'field')] : []),
  ].join(', ');

function details(change: PlannedChange): string[] {
  if (change.fields.length === 0) return [];
  return [
    `<details><summary>${escape(nameOf(change))}</summary>`,
    '',
    '| field | from | to |',
    '| --- | --- | --- |',
    ...change.fields.map(
      ({ path, from, to }) => `| ${code(path)} | ${code(show(from))} | ${code(show(to))} |`,
    ),
    '',
    ...change.images.flatMap(({ container, commits = [] }) =>
      commits.length === 0
        ? []
        : [
            `Commits of ${code(container)}:`,
            '',
            ...commits.map(({ commit, subject }) => `- ${commit.slice(0, 12)} ${escape(subject)}`),
            '',
          ],
    ),
    '</details>',
    '',
  ];
}

/** Values come from charts: none may end the table, or begin a tag. */
const code = (text: string): string => `<code>${escape(text)}</code>`;

const escape = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('|', '&#124;')
    .replaceAll('@', '&#64;')
    .replaceAll('`', '&#96;');

import { nameOf } from '../../model/manifest/manifest.ts';
import type { ImageChange, Plan, PlannedChange, Risk } from '../../model/plan/plan.ts';

/** Paints a text for a terminal; elsewhere it is left as it is. */
export type Paint = (colour: 'green' | 'yellow' | 'red', text: string) => string;

const plain: Paint = (_colour, text) => text;

const signs = {
  create: ['+', 'green'],
  update: ['~', 'yellow'],
  replace: ['±', 'red'],
  delete: ['-', 'red'],
  wait: ['…', 'yellow'],
} as const;

/** What a risk means to a person. */
export const riskTexts: Readonly<Record<Risk, string>> = {
  'immutable-field': 'a field that cannot be changed: the object has to be replaced',
  'custom-resource-definition':
    'a CustomResourceDefinition: every object of its kind depends on it',
  'volume-claim': 'a PersistentVolumeClaim: its data may be lost',
  namespace: 'a Namespace: everything in it goes with it',
  'stateful-set-template': 'the pods of a StatefulSet are replaced one by one',
  'mass-deletion': 'more than a third of the objects is deleted',
};

/** A plan as lines for a person. */
export function formatPlan(plan: Plan, paint: Paint = plain): string[] {
  const place = `${plan.environment} (${plan.context})`;
  if (plan.changes.length === 0) return [`${place}: nothing to change`];
  return [
    `${place}: ${countChanges(plan.changes)}`,
    ...plan.changes.flatMap((change) => formatChange(change, paint)),
    ...plan.risks.map((risk) => paint('red', `! ${riskTexts[risk]}`)),
  ];
}

function formatChange(change: PlannedChange, paint: Paint): string[] {
  const [sign, colour] = signs[change.operation];
  return [
    paint(colour, `  ${sign} ${nameOf(change)}`),
    ...change.risks.map((risk) => paint('red', `    ! ${riskTexts[risk]}`)),
    ...change.fields.map(({ path, from, to }) => `    ${path}: ${show(from)} → ${show(to)}`),
    ...change.images.flatMap(formatCommits),
  ];
}

const formatCommits = ({ container, commits = [] }: ImageChange): string[] =>
  commits.length === 0
    ? []
    : [
        `    commits of ${container}:`,
        ...commits.map(({ commit, subject }) => `      ${commit.slice(0, 12)} ${subject}`),
      ];

const longest = 120;

/** A value on one line; a digest by its beginning. */
export function show(value: unknown): string {
  if (value === undefined) return '(none)';
  const text = (typeof value === 'string' ? value : JSON.stringify(value)).replaceAll('\n', '⏎');
  const short = text.replace(/@sha256:([0-9a-f]{12})[0-9a-f]{52}/g, '@sha256:$1…');
  return short.length > longest ? `${short.slice(0, longest)}…` : short || '""';
}

export const countChanges = (changes: readonly { readonly operation: string }[]): string =>
  (['create', 'update', 'replace', 'delete', 'wait'] as const)
    .map(
      (operation) =>
        [changes.filter((one) => one.operation === operation).length, operation] as const,
    )
    .filter(([count]) => count > 0)
    .map(([count, operation]) => `${count} to ${operation}${operation === 'wait' ? ' for' : ''}`)
    .join(', ');

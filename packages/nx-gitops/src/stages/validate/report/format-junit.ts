import { formatFinding } from './format-text.ts';
import type { RungReport, Validated } from '../validate.ts';

/** JUnit's XML: a suite for each rung, a case for each object with findings. */
export function formatJunit({ environment, rungs }: Validated): string {
  const suites = rungs.map((rung) => formatSuite(rung));
  const count = (word: string): number =>
    suites.reduce((sum, suite) => sum + Number(new RegExp(`${word}="(\\d+)"`).exec(suite)?.[1]), 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="validate ${escapeXml(environment)}" tests="${count('tests')}" failures="${count('failures')}" skipped="${count('skipped')}">`,
    ...suites,
    '</testsuites>\n',
  ].join('\n');
}

function formatSuite({ name, state, summary, findings }: RungReport): string {
  const skipped = state === 'off' || state === 'skipped';
  const byObject = new Map<string, string[]>();
  for (const finding of findings) {
    const key = finding.object || finding.file;
    const level = finding.severity === 'error' ? 'failure' : 'system-out';
    const text = escapeXml(formatFinding(finding));
    const element =
      level === 'failure'
        ? `      <failure type="${escapeXml(finding.rule)}" message="${escapeXml(finding.message)}">${text}</failure>`
        : `      <system-out>${text}</system-out>`;
    byObject.set(key, [...(byObject.get(key) ?? []), element]);
  }
  const cases = [...byObject].map(
    ([object, elements]) =>
      `    <testcase classname="${name}" name="${escapeXml(object)}">\n${elements.join('\n')}\n    </testcase>`,
  );
  const whole = skipped
    ? `    <testcase classname="${name}" name="${name}"><skipped message="${escapeXml(summary)}"/></testcase>`
    : `    <testcase classname="${name}" name="${escapeXml(summary || name)}"/>`;
  const all = cases.length > 0 ? cases : [whole];
  const failures = cases.filter((one) => one.includes('<failure')).length;
  return `  <testsuite name="${name}" tests="${all.length}" failures="${failures}" skipped="${skipped ? 1 : 0}">\n${all.join('\n')}\n  </testsuite>`;
}

const escapeXml = (text: string): string =>
  text
    .replaceAll(/[\0-\x08\x0b\x0c\x0e-\x1f]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;');

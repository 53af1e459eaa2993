import { expect, it } from 'vitest';
import type { Finding } from '../finding.ts';
import type { Outcome } from '../run-checks.ts';
import { formatOutcome } from './format-outcome.ts';

const finding = (more: Partial<Finding> = {}): Finding => ({
  path: 'a b/ü,:%\n.yaml',
  line: 3,
  rule: 'credential',
  message: '"a" has 50% of it\nwritten out',
  hint: 'Take it out',
  level: 'error',
  evidence: 'hunter2-hunter2',
  ...more,
});
const outcome: Outcome = {
  findings: [finding(), finding({ rule: 'lock', line: 1 })],
  notes: [finding({ rule: 'lock-stale', level: 'note' })],
  allowed: [
    { finding: finding(), reason: 'a test', by: 'comment' },
    { finding: finding(), reason: 'known', by: 'baseline' },
  ],
  files: 1,
};

it('writes SARIF 2.1.0 with all that code scanning asks for', () => {
  const { version, $schema, runs } = JSON.parse(formatOutcome(outcome, 'sarif', true));
  expect({ version, runs: runs.length }).toEqual({ version: '2.1.0', runs: 1 });
  expect($schema).toMatch(/sarif-2\.1\.0\.json$/);
  const [{ tool, results }] = runs;
  expect(tool.driver.name).toBe('nx-gitops');
  const rules = tool.driver.rules.map(({ id }: { id: string }) => id);
  expect(rules).toEqual(['credential', 'lock', 'lock-stale']);
  expect(results).toHaveLength(5);
  for (const result of results) {
    expect(rules).toContain(result.ruleId);
    expect(['error', 'note']).toContain(result.level);
    expect(result.message.text).not.toBe('');
    const { artifactLocation, region } = result.locations[0].physicalLocation;
    expect(decodeURIComponent(artifactLocation.uri)).toBe(finding().path);
    expect(artifactLocation.uri).not.toMatch(/[\s,:]/);
    expect(region.startLine).toBeGreaterThanOrEqual(1);
    expect(Object.values(result.partialFingerprints)).toEqual([expect.stringMatching(/^\w{20}$/)]);
  }
  expect(results.flatMap(({ suppressions = [] }) => suppressions)).toEqual([
    { kind: 'inSource', justification: 'a test' },
    { kind: 'external', justification: 'known' },
  ]);
});

it('writes SARIF of nothing, too', () => {
  const empty = { findings: [], notes: [], allowed: [], files: 0 };
  expect(JSON.parse(formatOutcome(empty, 'sarif', false)).runs[0].results).toEqual([]);
});

it('writes a line for each annotation of GitHub, whatever is in a path or a message', () => {
  const lines = formatOutcome(outcome, 'github', false).trimEnd().split('\n');
  expect(lines).toEqual([
    expect.stringMatching(/^::error file=[^,:\s]+ b[^,:\s]+,line=3,title=credential::\S/),
    expect.stringMatching(/^::error .*,line=1,title=lock::/),
    expect.stringMatching(/^::notice .*,title=lock-stale::/),
  ]);
  expect(lines[0]).toContain('50%25 of it%0Awritten');
  expect(lines[0]).toContain('ü%2C%3A%25%0A.yaml');
});

it.each(['text', 'json', 'sarif', 'github'] as const)('keeps what it found out of %s', (format) => {
  expect(formatOutcome(outcome, format, true)).not.toContain('hunter2');
});

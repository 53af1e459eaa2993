import { fingerprint } from '../allow/fingerprint.ts';
import type { Finding } from '../finding.ts';
import type { Outcome } from '../run-checks.ts';

/** SARIF 2.1.0, as code scanning services read it. */
export function formatSarif(outcome: Outcome, reportAllowed: boolean): string {
  const findings = [...outcome.findings, ...outcome.notes];
  const allowed = reportAllowed ? outcome.allowed : [];
  const rules = [
    ...new Set([...findings, ...allowed.map(({ finding }) => finding)].map(({ rule }) => rule)),
  ].sort();
  const results = [
    ...findings.map((finding) => result(finding)),
    ...allowed.map(({ finding, reason, by }) => ({
      ...result(finding),
      suppressions: [{ kind: by === 'comment' ? 'inSource' : 'external', justification: reason }],
    })),
  ];
  const driver = { name: 'nx-gitops', rules: rules.map((id) => ({ id })) };
  const document = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, results }],
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

const result = (finding: Finding) => ({
  ruleId: finding.rule,
  level: finding.level,
  message: { text: `${finding.message}. ${finding.hint}` },
  locations: [
    {
      physicalLocation: {
        artifactLocation: { uri: finding.path.split('/').map(encodeURIComponent).join('/') },
        region: { startLine: finding.line },
      },
    },
  ],
  partialFingerprints: { 'nx-gitops/v1': fingerprint(finding) },
});

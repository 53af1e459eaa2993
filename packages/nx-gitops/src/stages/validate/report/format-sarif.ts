import { createHash } from 'node:crypto';
import type { Finding } from '../finding.ts';
import type { Validated } from '../validate.ts';

/** SARIF 2.1.0, as code scanning services read it. */
export function formatSarif({ rungs }: Validated): string {
  const findings = rungs.flatMap((rung) => rung.findings);
  const rules = [...new Map(findings.map((one) => [ruleId(one), one])).keys()].sort();
  const driver = {
    name: 'nx-gitops validate',
    rules: rules.map((id) => ({ id, properties: { tags: [id.split('/')[0]] } })),
  };
  const document = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, results: findings.map(toResult) }],
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

const ruleId = ({ rung, rule }: Finding): string => `${rung}/${rule}`;

const toResult = (finding: Finding) => ({
  ruleId: ruleId(finding),
  level: finding.severity,
  message: { text: finding.object ? `${finding.object}: ${finding.message}` : finding.message },
  locations: [
    {
      physicalLocation: {
        artifactLocation: { uri: finding.file.split('/').map(encodeURIComponent).join('/') },
        region: { startLine: finding.line },
      },
      ...(finding.object ? { logicalLocations: [{ fullyQualifiedName: finding.object }] } : {}),
    },
  ],
  // A line moves with every render; what makes a finding the same one is its object.
  partialFingerprints: {
    'nx-gitops/v1': createHash('sha256')
      .update([ruleId(finding), finding.file, finding.object, finding.message].join('\0'))
      .digest('hex')
      .slice(0, 20),
  },
});

import { expectSuccess, type RunTool } from './run-tool.ts';

/** What kubeconform says of one object. */
export interface SchemaResult {
  readonly kind: string;
  readonly name: string;
  readonly version: string;
  readonly status:
    'statusValid' | 'statusInvalid' | 'statusError' | 'statusSkipped' | 'statusEmpty';
  readonly msg: string;
}

/** `schemas`: a folder of schema files, or `default` for kubeconform's own place on the network. */
export async function kubeconform(
  run: RunTool,
  manifests: string,
  schemas: string,
  kubernetes: string,
): Promise<SchemaResult[]> {
  const location =
    schemas === 'default' ? schemas : `${schemas}/{{ .ResourceKind }}{{ .KindSuffix }}.json`;
  const args = [
    '-strict',
    '-ignore-missing-schemas',
    `-kubernetes-version=${kubernetes}`,
    `-schema-location=${location}`,
    '-verbose',
    '-output=json',
    '-',
  ];
  const result = await run('kubeconform', args, { input: manifests });
  if (!result.stdout.trimStart().startsWith('{')) {
    expectSuccess('kubeconform', 'validating the snapshot', {
      ...result,
      exitCode: result.exitCode || 1,
    });
  }
  return (JSON.parse(result.stdout) as { resources?: SchemaResult[] }).resources ?? [];
}

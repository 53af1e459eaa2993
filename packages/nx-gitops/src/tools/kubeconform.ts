import { toolFailed, type RunTool } from './run-tool.ts';

/** What kubeconform says of one object. */
export interface SchemaResult {
  readonly kind: string;
  readonly name: string;
  readonly version: string;
  readonly status:
    'statusValid' | 'statusInvalid' | 'statusError' | 'statusSkipped' | 'statusEmpty';
  readonly msg: string;
}

/** Where kubeconform looks for the schema of a kind. */
export interface SchemaLocations {
  /** A folder of schema files, or `default` for kubeconform's own place on the network. */
  readonly builtIn: string;
  /** A folder of schemas of custom resources, as `<group>/<kind>_<version>.json`; undefined: there are none. */
  readonly custom: string | undefined;
}

export async function kubeconform(
  run: RunTool,
  manifests: string,
  { builtIn, custom }: SchemaLocations,
  kubernetes: string,
): Promise<SchemaResult[]> {
  const location =
    builtIn === 'default' ? builtIn : `${builtIn}/{{ .ResourceKind }}{{ .KindSuffix }}.json`;
  const args = [
    '-strict',
    '-ignore-missing-schemas',
    `-kubernetes-version=${kubernetes}`,
    ...(custom === undefined
      ? []
      : [
          `-schema-location=${custom}/{{ .Group }}/{{ .ResourceKind }}_{{ .ResourceAPIVersion }}.json`,
        ]),
    `-schema-location=${location}`,
    '-verbose',
    '-output=json',
    '-',
  ];
  const result = await run('kubeconform', args, { input: manifests });
  if (!result.stdout.trimStart().startsWith('{')) {
    throw toolFailed('kubeconform', 'validating the snapshot', result);
  }
  return (JSON.parse(result.stdout) as { resources?: SchemaResult[] }).resources ?? [];
}

import { basename } from 'node:path';
import { toolFailed, type RunTool } from './run-tool.ts';

/** What a policy says of one file. */
export interface PolicyResult {
  /** Name of the file, without its folder. */
  readonly file: string;
  readonly rule: string;
  readonly severity: 'critical' | 'warning';
  readonly message: string;
}

interface Verdict {
  readonly msg: string;
  readonly metadata?: { readonly query?: string; readonly rule?: unknown };
}

/** Judges every file of a folder by the Rego policies of another. conftest does not tell the documents of a file apart. */
export async function conftest(
  run: RunTool,
  files: string,
  policies: string,
): Promise<PolicyResult[]> {
  const args = ['test', `--policy=${policies}`, '--all-namespaces', '--output=json', '--no-color'];
  const result = await run('conftest', [...args, files]);
  if (!result.stdout.trimStart().startsWith('[')) {
    throw toolFailed('conftest', `judging the snapshot by ${basename(policies)}/`, result);
  }
  const answers = JSON.parse(result.stdout) as {
    readonly filename: string;
    readonly namespace: string;
    readonly warnings?: readonly Verdict[];
    readonly failures?: readonly Verdict[];
  }[];
  return answers.flatMap(({ filename, namespace, warnings = [], failures = [] }) => {
    const read =
      (severity: PolicyResult['severity']) =>
      ({ msg, metadata }: Verdict): PolicyResult => ({
        file: basename(filename),
        rule: typeof metadata?.rule === 'string' ? metadata.rule : namespace,
        severity,
        message: msg,
      });
    return [...failures.map(read('critical')), ...warnings.map(read('warning'))];
  });
}

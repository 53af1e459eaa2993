import { toolFailed, type RunTool } from './run-tool.ts';

/** Something that kube-score has to say of one object. */
export interface ScoreResult {
  readonly kind: string;
  readonly apiVersion: string;
  readonly namespace: string;
  readonly name: string;
  readonly check: string;
  readonly severity: 'critical' | 'warning';
  readonly message: string;
}

export interface ScoreOptions {
  readonly kubernetes: string;
  /** Optional checks that are made too. */
  readonly enable: readonly string[];
}

export async function kubeScore(
  run: RunTool,
  manifests: string,
  { kubernetes, enable }: ScoreOptions,
): Promise<ScoreResult[]> {
  const [major, minor] = kubernetes.split('.');
  const args = [
    'score',
    '--output-format=json',
    `--kubernetes-version=v${major}.${minor}`,
    ...enable.map((check) => `--enable-optional-test=${check}`),
    '-',
  ];
  const result = await run('kube-score', args, { input: manifests });
  if (!result.stdout.trimStart().startsWith('[')) {
    throw toolFailed('kube-score', 'judging the snapshot', result);
  }
  return (JSON.parse(result.stdout) as ScoredObject[]).flatMap(readResults);
}

interface ScoredObject {
  readonly type_meta: { readonly kind: string; readonly apiVersion: string };
  readonly object_meta: { readonly name: string; readonly namespace?: string };
  readonly checks: readonly {
    readonly check: { readonly id: string; readonly name: string };
    readonly grade: number;
    readonly skipped: boolean;
    readonly comments: readonly { readonly path: string; readonly summary: string }[] | null;
  }[];
}

/** kube-score's grades: 1 critical, 5 warning, 7 almost fine, 10 fine. */
const readResults = ({ type_meta, object_meta, checks }: ScoredObject): ScoreResult[] =>
  checks
    .filter(({ grade, skipped }) => !skipped && grade <= 5)
    .flatMap(({ check, grade, comments }) => {
      const notes = (comments ?? []).map(({ path, summary }) =>
        path ? `${path}: ${summary}` : summary,
      );
      return (notes.length > 0 ? notes : [check.name]).map((message) => ({
        ...type_meta,
        namespace: object_meta.namespace ?? '',
        name: object_meta.name,
        check: check.id,
        severity: grade <= 1 ? ('critical' as const) : ('warning' as const),
        message,
      }));
    });

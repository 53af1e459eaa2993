import { GitopsError } from '../errors.ts';
import { sha256 } from '../sha256.ts';
import { parseYamlDocument } from '../manifest/yaml.ts';

/** One dependency as Chart.yaml and Chart.lock write it. */
export interface Dependency {
  readonly name?: string;
  readonly version?: string;
  readonly repository?: string;
  readonly condition?: string;
  readonly tags?: readonly string[];
  readonly enabled?: boolean;
  readonly 'import-values'?: readonly unknown[];
  readonly alias?: string;
}

/** The part of Chart.yaml and of Chart.lock that says what a chart depends on. */
export interface ChartFile {
  readonly name?: string;
  readonly version?: string;
  readonly dependencies?: readonly Dependency[];
  readonly digest?: string;
}

export const parseChart = (text: string, file: string): ChartFile =>
  (parseYamlDocument(text, file).value ?? {}) as ChartFile;

/**
 * Whether Chart.lock belongs to Chart.yaml, by Helm's own digest over the dependencies of both.
 * Aliased repositories (`@name`) stand for a URL that only Helm's own configuration knows: not judged.
 * @see helm.sh/helm/v4 internal/resolver/resolver.go, HashReq
 */
export function checkChartLock(
  chartText: string,
  lockText: string | undefined,
  chart: string,
): void {
  const wanted = parseChart(chartText, `${chart}/Chart.yaml`).dependencies ?? [];
  if (wanted.length === 0) return;
  const lock = lockText === undefined ? undefined : parseChart(lockText, `${chart}/Chart.lock`);
  if (wanted.some(({ repository }) => /^(@|alias:)/.test(repository ?? ''))) return;
  if (lock && lock.digest === digestDependencies(wanted, lock.dependencies ?? [])) return;
  throw new GitopsError(
    'CHART_LOCK_STALE',
    lock
      ? `${chart}/Chart.lock is out of step with Chart.yaml`
      : `${chart}/Chart.lock is missing, though Chart.yaml has dependencies`,
    `Run "nx-gitops charts update" and commit Chart.lock.`,
  );
}

export function digestDependencies(
  wanted: readonly Dependency[],
  locked: readonly Dependency[],
): string {
  const json = goJson([wanted.map(inGoOrder), locked.map(inGoOrder)]);
  return sha256(json);
}

/** Field order and omissions of Helm's struct `chart.Dependency`. */
const inGoOrder = (dependency: Dependency): Record<string, unknown> => ({
  name: dependency.name ?? '',
  ...(dependency.version ? { version: String(dependency.version) } : {}),
  repository: dependency.repository ?? '',
  ...(dependency.condition ? { condition: dependency.condition } : {}),
  ...(dependency.tags?.length ? { tags: dependency.tags } : {}),
  ...(dependency.enabled ? { enabled: true } : {}),
  ...(dependency['import-values']?.length
    ? { 'import-values': dependency['import-values'].map(sorted) }
    : {}),
  ...(dependency.alias ? { alias: dependency.alias } : {}),
});

const sorted = (value: unknown): unknown =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, inner]) => [key, sorted(inner)]),
      )
    : value;

/** JSON as Go's encoder writes it: compact, with HTML characters escaped. */
const goJson = (value: unknown): string =>
  JSON.stringify(value).replaceAll(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

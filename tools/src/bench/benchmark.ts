/** What `tools/bench/<name>.ts` exports as `benchmark`; it resolves to Markdown for docs/performance.md. */
export type Benchmark = (input: BenchmarkInput) => Promise<string>;

export interface BenchmarkInput {
  readonly root: string;
  /** A folder of its own that is removed at the end. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** Shows a line at once, for a person who waits. */
  readonly tell: (line: string) => void;
}

import { readFile } from 'node:fs/promises';

/** The counts of a report that Vitest's JSON reporter wrote. */
interface TestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
}

export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  /** A test that is skipped or only promised tells nothing: the run fails for it. */
  readonly skipped: number;
}

export const countTests = async (files: readonly string[]): Promise<TestCounts> => {
  const reports = await Promise.all(
    files.map(async (file) => JSON.parse(await readFile(file, 'utf8')) as TestReport),
  );
  const sum = (count: (report: TestReport) => number): number =>
    reports.reduce((total, report) => total + count(report), 0);
  return {
    passed: sum((report) => report.numPassedTests),
    failed: sum((report) => report.numFailedTests),
    skipped: sum((report) => report.numPendingTests + report.numTodoTests),
  };
};

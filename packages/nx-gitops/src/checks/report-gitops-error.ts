import { GitopsError } from '../model/errors.ts';
import type { Finding } from './finding.ts';

/** What the model refuses, as a finding; its problem may begin with the file and the line. */
export function reportGitopsError(error: GitopsError, path: string, rule: string): Finding {
  const place = /^(.+?):(\d+)(?::\s*|\s+)/.exec(error.problem);
  const isHere = place?.[1] === path;
  return {
    path,
    line: isHere ? Number(place![2]) : 1,
    rule,
    message: isHere ? error.problem.slice(place![0].length) : error.problem,
    hint: error.hint,
    level: 'error',
    evidence: error.problem,
  };
}

/** Runs what throws a GitopsError and gives its finding, or nothing. */
export function catchFinding(path: string, rule: string, run: () => unknown): Finding[] {
  try {
    run();
    return [];
  } catch (error) {
    if (error instanceof GitopsError) return [reportGitopsError(error, path, rule)];
    throw error;
  }
}

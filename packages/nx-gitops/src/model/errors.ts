/** Every code of an error that a user can meet; `docs/errors.md` has a section for each. */
export const errorCodes = [
  'APPLY_FAILED',
  'APPLY_REFUSED',
  'BUILDER_MISSING',
  'BUILD_FAILED',
  'CHART_INVALID',
  'CHART_LOCK_STALE',
  'CLUSTER_UNREACHABLE',
  'CONTEXT_MISSING',
  'DIGEST_MISMATCH',
  'DIGEST_MISSING',
  'DOCKERFILE_MISSING',
  'ENVIRONMENT_UNKNOWN',
  'GIT_FAILED',
  'IMAGE_DUPLICATE',
  'IMAGE_UNLOCKED',
  'INTERNAL',
  'KBLD_INVALID',
  'LOCK_CONFLICT',
  'LOCK_INVALID',
  'LOCK_MISSING',
  'LOCK_STALE',
  'OPTIONS_INVALID',
  'PUBLISH_DIVERGED',
  'PUBLISH_RACE_LOST',
  'PUBLISH_REFUSED',
  'PUSH_REFUSED',
  'REGISTRY_UNREACHABLE',
  'RELEASE_UNHEALTHY',
  'SERVICE_DUPLICATE',
  'SERVICE_UNKNOWN',
  'SETTINGS_INVALID',
  'SETTINGS_MISSING',
  'SNAPSHOT_INVALID',
  'SNAPSHOT_MISSING',
  'TOOL_FAILED',
  'TOOL_MISSING',
  'TOOL_OUTDATED',
  'YAML_INVALID',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/**
 * The one error of the plugin: `problem` says what is wrong and where, `hint` what to do.
 * Nx shows the first line of the message as the title and the rest as the body.
 */
export class GitopsError extends Error {
  readonly code: ErrorCode;
  readonly problem: string;
  readonly hint: string;

  constructor(code: ErrorCode, problem: string, hint: string, options?: { cause?: unknown }) {
    super(`${code}: ${problem}\n${hint}`, options);
    this.name = 'GitopsError';
    this.code = code;
    this.problem = problem;
    this.hint = hint;
  }
}

export const isGitopsError = (error: unknown): error is GitopsError => error instanceof GitopsError;

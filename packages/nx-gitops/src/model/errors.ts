/** Every code of an error that a user can meet; `docs/errors.md` has a section for each. */
export const errorCodes = [
  'APPLY_FAILED',
  'APPLY_REFUSED',
  'BUILDER_MISSING',
  'BUILD_FAILED',
  'CHART_INVALID',
  'CHART_LOCK_STALE',
  'CHART_MISMATCH',
  'CHART_UNREACHABLE',
  'CLUSTER_UNREACHABLE',
  'COMMIT_UNKNOWN',
  'CONTEXT_MISSING',
  'DELETION_GUARDED',
  'DIGEST_MISMATCH',
  'DIGEST_MISSING',
  'DOCKERFILE_MISSING',
  'DRIFT_REFUSED',
  'ENVIRONMENT_FROZEN',
  'ENVIRONMENT_UNKNOWN',
  'FILE_UNWRITABLE',
  'GIT_FAILED',
  'IMAGE_DUPLICATE',
  'IMAGE_UNLOCKED',
  'INTERNAL',
  'INTERRUPTED',
  'KBLD_INVALID',
  'LEASE_FAILED',
  'LEASE_HELD',
  'LEASE_LOST',
  'LOCK_CONFLICT',
  'LOCK_INVALID',
  'LOCK_MISSING',
  'LOCK_STALE',
  'NOT_COMMITTED',
  'NOT_CONFIRMED',
  'OBJECT_DUPLICATE',
  'OPTIONS_INVALID',
  'OVERLAY_FAILED',
  'PACKAGE_CONFLICT',
  'PACKAGE_INVALID',
  'PLAN_INVALID',
  'PLAN_OUTDATED',
  'PREVIEW_REFUSED',
  'PROMOTION_REFUSED',
  'PUBLISH_DIVERGED',
  'PUBLISH_RACE_LOST',
  'PUBLISH_REFUSED',
  'PUSH_REFUSED',
  'RECORD_FAILED',
  'REGISTRY_UNREACHABLE',
  'RELEASE_OLDER',
  'RELEASE_SUPERSEDED',
  'RELEASE_UNHEALTHY',
  'SECRET_DUPLICATE',
  'SECRET_EXPOSED',
  'SECRET_INVALID',
  'SECRET_KEY_MISSING',
  'SECRET_RULE_MISSING',
  'SECRET_TAMPERED',
  'SECRET_UNENCRYPTED',
  'SERVICE_DUPLICATE',
  'SERVICE_UNKNOWN',
  'SETTINGS_INVALID',
  'SETTINGS_MISSING',
  'SNAPSHOT_INVALID',
  'SNAPSHOT_MISSING',
  'TOOL_FAILED',
  'TOOL_MISSING',
  'TOOL_OUTDATED',
  'VALUE_AMBIGUOUS',
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

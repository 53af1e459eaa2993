import { parseDocument } from 'yaml';

const never =
  /^(test|test-success|test-failure|pre-delete|post-delete|pre-rollback|post-rollback)$/;

/**
 * Whether a rendered document is part of a release. Helm keeps hooks of deletion and rollback for those moments;
 * `helm template` prints them among the others, and applied they would do their work at once.
 */
export function isDeployed(text: string): boolean {
  if (!text.includes('helm.sh/hook')) return true;
  const events: unknown = parseDocument(text).getIn(['metadata', 'annotations', 'helm.sh/hook']);
  if (typeof events !== 'string') return true;
  return !events.split(',').every((event) => never.test(event.trim()));
}

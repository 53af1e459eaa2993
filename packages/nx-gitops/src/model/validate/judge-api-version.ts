import { deprecations, type Deprecation } from './api-deprecations.ts';

/** What becomes of an API version in a version of Kubernetes. */
export interface ApiVersionVerdict {
  readonly state: 'deprecated' | 'removed';
  readonly message: string;
}

/** Undefined where the API version of the kind is fine in `kubernetes`, e.g. "1.34.2". */
export function judgeApiVersion(
  apiVersion: string,
  kind: string,
  kubernetes: string,
): ApiVersionVerdict | undefined {
  const minor = Number(kubernetes.split('.')[1]);
  const found = deprecations.find(
    (one) => one.apiVersion === apiVersion && one.kinds.includes(kind),
  );
  if (!found || minor < found.deprecated) return undefined;
  const state = minor < found.removed ? 'deprecated' : 'removed';
  const when =
    state === 'removed'
      ? `is not served since Kubernetes 1.${found.removed}`
      : `is deprecated since Kubernetes 1.${found.deprecated} and not served from 1.${found.removed}`;
  return { state, message: `${kind} of ${apiVersion} ${when}: ${instead(found)}` };
}

const instead = ({ replacement }: Deprecation): string =>
  replacement === undefined ? 'nothing takes its place' : `write ${replacement}`;

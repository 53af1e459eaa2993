import type { Platform } from '../../io/platform.ts';
import { GitopsError } from '../../model/errors.ts';
import type { Environment } from '../../model/settings/environment.ts';
import type { Cluster } from '../../tools/cluster.ts';

/**
 * The cluster of an environment: the context that is asked for, else the one in gitops.yaml, else the local
 * platform. Never what kubectl happens to point at: a deploy has to know where it goes.
 */
export function findCluster(
  environment: Pick<Environment, 'name' | 'context'>,
  platform: Platform,
  asked: string | undefined,
): Cluster {
  const context = asked ?? environment.context ?? platform.context;
  if (context === undefined) {
    throw new GitopsError(
      'CONTEXT_MISSING',
      `The environment "${environment.name}" names no kube context, and the local platform is not up`,
      `Set environments.${environment.name}.context in gitops.yaml, pass --context, or start the local platform. "kubectl config get-contexts" lists the contexts that you have.`,
    );
  }
  return { context, kubeconfig: context === platform.context ? platform.kubeconfig : undefined };
}

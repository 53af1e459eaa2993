import type { CiPlan, Cluster } from '../normalize-options.ts';
import { actions } from './actions.ts';

/** What a job may do there: `READ` looks, `PREVIEW` makes namespaces, the one without a name deploys. */
export type Purpose = 'READ' | 'PREVIEW' | '';

/** How a job gets into clusters. What it may do there is decided by the account that it gets in with. */
export function clusterSteps(
  { cloud }: CiPlan,
  clusters: readonly Cluster[],
  purpose: Purpose,
): string {
  const suffix = purpose === '' ? '' : `_${purpose}`;
  if (cloud === 'none') return kubeconfigStep(`KUBECONFIG${suffix}`);
  const steps = cloud === 'aws' ? awsSteps : googleSteps;
  return steps(clusters, suffix);
}

const kubeconfigStep = (secret: string): string => `- name: Kubeconfig
  env:
    KUBECONFIG_TEXT: \${{ secrets.${secret} }}
  run: |
    umask 077
    printf '%s' "$KUBECONFIG_TEXT" > "$RUNNER_TEMP/kubeconfig"
    echo "KUBECONFIG=$RUNNER_TEMP/kubeconfig" >> "$GITHUB_ENV"
`;

const awsSteps = (clusters: readonly Cluster[], suffix: string): string =>
  [
    `- uses: ${actions.aws}
  with:
    role-to-assume: \${{ vars.AWS_ROLE${suffix} }}
    aws-region: \${{ vars.AWS_REGION }}
`,
    ...clusters.map(
      (cluster) => `- name: Cluster of ${cluster.name}
  env:
    CLUSTER: \${{ vars.${variableOf(cluster)} }}
  run: aws eks update-kubeconfig --name "$CLUSTER" --alias ${cluster.context}
`,
    ),
  ].join('');

const googleSteps = (clusters: readonly Cluster[], suffix: string): string =>
  [
    `- uses: ${actions.google}
  with:
    workload_identity_provider: \${{ vars.GOOGLE_PROVIDER }}
    service_account: \${{ vars.GOOGLE_ACCOUNT${suffix} }}
`,
    ...clusters.map(
      (cluster) => `- uses: ${actions.gke}
  with:
    cluster_name: \${{ vars.${variableOf(cluster)} }}
    location: \${{ vars.GOOGLE_LOCATION }}
    context_name: ${cluster.context}
`,
    ),
  ].join('');

/** The variable that names a cluster: CLUSTER_STAGING. */
export const variableOf = ({ name }: Cluster): string =>
  `CLUSTER_${name.toUpperCase().replaceAll('-', '_')}`;

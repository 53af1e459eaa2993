import { indent } from '../indent.ts';
import type { CiPlan, Cluster } from '../normalize-options.ts';

/** When a job runs. */
export const rules = {
  change: '$CI_PIPELINE_SOURCE == "merge_request_event"',
  push: '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $CI_PIPELINE_SOURCE != "schedule"',
  schedule: '$CI_PIPELINE_SOURCE == "schedule"',
} as const;

export interface Job {
  readonly name: string;
  readonly stage: string;
  readonly rule: keyof typeof rules | readonly (keyof typeof rules)[];
  /** Waits for a person. */
  readonly isManual?: boolean;
  /** Further lines above the script. */
  readonly head?: string;
  readonly script: readonly string[];
}

export const formatJob = ({ name, stage, rule, isManual, head = '', script }: Job): string => `
${name}:
  stage: ${stage}
  rules:
${[rule]
  .flat()
  .map((one) => `    - if: ${rules[one]}\n`)
  .join('')}${isManual ? '      when: manual\n' : ''}${indent(head, 2)}  script:
${indent(script.map((line) => `- ${quote(line)}\n`).join(''), 4)}`;

/** A colon or a quote in a line of a script would end it as YAML. */
const quote = (line: string): string =>
  /: |^["'!&*{[|>%@`]| #/.test(line) ? `'${line.replaceAll("'", "''")}'` : line;

/** Images are pushed to, and looked for in, the registry of the project. */
export const registryLine =
  'printf %s "$CI_REGISTRY_PASSWORD" | crane auth login "$CI_REGISTRY" --username "$CI_REGISTRY_USER" --password-stdin';

/** How a job gets into clusters: lines of its head, and of its script. */
export function clusterLines(
  { cloud }: CiPlan,
  clusters: readonly Cluster[],
  purpose: '_READ' | '_PREVIEW' | '',
): { readonly head: string; readonly script: readonly string[] } {
  if (cloud === 'none') {
    const script = purpose === '' ? [] : [`export KUBECONFIG="$KUBECONFIG${purpose}"`];
    return { head: '', script };
  }
  const token = 'umask 077 && printf %s "$CLOUD_TOKEN" > /tmp/cloud-token';
  const head = `id_tokens:\n  CLOUD_TOKEN:\n    aud: ${cloud === 'aws' ? 'sts.amazonaws.com' : '$GOOGLE_AUDIENCE'}\n`;
  const variable = ({ name }: Cluster): string =>
    `CLUSTER_${name.toUpperCase().replaceAll('-', '_')}`;
  const script =
    cloud === 'aws'
      ? [
          token,
          `export AWS_WEB_IDENTITY_TOKEN_FILE=/tmp/cloud-token AWS_ROLE_ARN="$AWS_ROLE${purpose}"`,
          ...clusters.map(
            (one) => `aws eks update-kubeconfig --name "$${variable(one)}" --alias ${one.context}`,
          ),
        ]
      : [
          token,
          `gcloud iam workload-identity-pools create-cred-config "$GOOGLE_PROVIDER" --service-account="$GOOGLE_ACCOUNT${purpose}" --credential-source-file=/tmp/cloud-token --output-file=/tmp/cloud.json`,
          'export GOOGLE_APPLICATION_CREDENTIALS=/tmp/cloud.json',
          'gcloud auth login --quiet --cred-file=/tmp/cloud.json',
          ...clusters.flatMap((one) => [
            `gcloud container clusters get-credentials "$${variable(one)}" --location="$GOOGLE_LOCATION"`,
            `kubectl config rename-context "$(kubectl config current-context)" ${one.context}`,
          ]),
        ];
  return { head, script };
}

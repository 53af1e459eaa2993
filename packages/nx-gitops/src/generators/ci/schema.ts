// Generated from schema.json by generate-option-types.mjs; a spec keeps it in step.

/** Writes the pipeline of a forge: checks, plan on pull requests, release, deploy per environment, drift, previews; and the rights that its jobs need in the cluster. */
export interface CiOptions {
  /** GitHub Actions, GitLab CI, or a shell script for any other. */
  readonly provider: 'github' | 'gitlab' | 'shell';
  /** Where the clusters are: jobs get into them with their own identity (OIDC) instead of a kubeconfig among the secrets. */
  readonly cloud?: 'none' | 'aws' | 'google';
  /** A preview for each pull request; without it where gitops.yaml has a part "preview". */
  readonly previews?: boolean;
  /** What a change has to pass in the projects that it affects. */
  readonly targets?: readonly string[];
  /** Checks run in one job, in as many as --workers says, or on agents of Nx Cloud. */
  readonly distribution?: 'none' | 'matrix' | 'agents';
  /** How many jobs or agents share the checks. */
  readonly workers?: number;
  /** Uses a self-hosted cache of Nx over HTTP; pull requests only read it. */
  readonly remoteCache?: boolean;
  /** Writes files anew that are there and differ; without it they stay as they are. */
  readonly overwrite?: boolean;
  /** Folder of the config repository; without it the only one of the workspace. */
  readonly configRepository?: string;
}

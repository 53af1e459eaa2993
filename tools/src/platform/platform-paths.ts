import { join } from 'node:path';

export interface PlatformPaths {
  /** Everything that the platform keeps. */
  readonly state: string;
  readonly logs: string;
  readonly lock: string;
  readonly record: string;
  readonly registry: string;
  readonly buildkit: string;
  readonly buildkitConfig: string;
  readonly etcd: string;
  readonly certificates: string;
  readonly tokens: string;
  readonly serviceAccountKey: string;
  readonly kwokConfig: string;
  readonly podLog: string;
  readonly kubeconfig: string;
  /** What the plugin reads: where registry, builder and cluster are. */
  readonly contract: string;
}

export const platformPaths = (directory: string): PlatformPaths => {
  const home = join(directory, '.nx-gitops');
  const state = join(home, 'platform');
  return {
    state,
    logs: join(state, 'logs'),
    lock: join(state, 'lock'),
    record: join(state, 'processes.json'),
    registry: join(state, 'registry'),
    buildkit: join(state, 'buildkit'),
    buildkitConfig: join(state, 'buildkitd.toml'),
    etcd: join(state, 'etcd'),
    certificates: join(state, 'certificates'),
    tokens: join(state, 'tokens.csv'),
    serviceAccountKey: join(state, 'service-account.key'),
    kwokConfig: join(state, 'kwok.yaml'),
    podLog: join(state, 'pod.log'),
    kubeconfig: join(state, 'kubeconfig'),
    contract: join(home, 'platform.json'),
  };
};

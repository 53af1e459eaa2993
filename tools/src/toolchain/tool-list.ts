/** What the tools are for, in the order in which a first run needs them. */
export const stageNames = ['images', 'release', 'control-plane', 'extras'] as const;
export type StageName = (typeof stageNames)[number];

export interface Tool {
  readonly name: string;
  readonly stage: StageName;
  /** Tools of one group are compiled by one command. */
  readonly group: string;
  readonly package: string;
  /** Folder of the Go module that pins it, where it does not fit into the large one. */
  readonly module?: string;
  /** Its row in the table of versions, if it is not its own name; a tool without one is ours. */
  readonly versionOf?: string;
  /** Go variables that get the version when linking; `v` is put before it unless the name says otherwise. */
  readonly stamps?: readonly string[];
  readonly isOptional?: boolean;
}

const component = 'k8s.io/component-base/version.gitVersion';

const images: readonly Tool[] = [
  tool('images', 'crane', 'crane', 'github.com/google/go-containerregistry/cmd/crane', [
    'github.com/google/go-containerregistry/cmd/crane/cmd.Version',
  ]),
  tool('images', 'crane', 'kbld', 'carvel.dev/kbld/cmd/kbld', [
    'carvel.dev/kbld/pkg/kbld/version.Version',
  ]),
  tool('images', 'crane', 'registry', './registry'),
  tool('images', 'crane', 'runc-unfiltered', './runc-unfiltered'),
  tool('images', 'buildkit', 'buildctl', 'github.com/moby/buildkit/cmd/buildctl', [
    'github.com/moby/buildkit/version.Version',
  ]),
  tool('images', 'buildkit', 'buildkitd', 'github.com/moby/buildkit/cmd/buildkitd', [
    'github.com/moby/buildkit/version.Version',
  ]),
  {
    ...tool('images', 'runc', 'runc', 'github.com/opencontainers/runc'),
    module: 'runc',
    isOptional: true,
  },
];

const release: readonly Tool[] = [
  tool('release', 'helm', 'helm', 'helm.sh/helm/v4/cmd/helm', [
    'helm.sh/helm/v4/internal/version.version',
  ]),
  tool('release', 'helm', 'kubeconform', 'github.com/yannh/kubeconform/cmd/kubeconform', [
    'main.version',
  ]),
  tool('release', 'helm', 'kapp', 'carvel.dev/kapp/cmd/kapp', [
    'carvel.dev/kapp/pkg/kapp/version.Version',
  ]),
];

const controlPlane: readonly Tool[] = [
  tool('control-plane', 'etcd', 'etcd', 'go.etcd.io/etcd/server/v3'),
  tool(
    'control-plane',
    'kube-apiserver',
    'kube-apiserver',
    'k8s.io/kubernetes/cmd/kube-apiserver',
    [component],
  ),
  ...['kube-controller-manager', 'kube-scheduler', 'kubectl'].map((name) =>
    tool('control-plane', 'kubernetes', name, `k8s.io/kubernetes/cmd/${name}`, [component]),
  ),
  tool('control-plane', 'kwok', 'kwok', 'sigs.k8s.io/kwok/cmd/kwok'),
];

const extras: readonly Tool[] = [
  tool('extras', 'secrets', 'sops', 'github.com/getsops/sops/v3/cmd/sops'),
  tool('extras', 'secrets', 'age', 'filippo.io/age/cmd/age'),
  { ...tool('extras', 'secrets', 'age-keygen', 'filippo.io/age/cmd/age-keygen'), versionOf: 'age' },
  tool('extras', 'secrets', 'ytt', 'carvel.dev/ytt/cmd/ytt', [
    'carvel.dev/ytt/pkg/version.Version',
  ]),
];

/** Their modules ask for other versions than the control plane. */
const separate: readonly Tool[] = [
  tool('extras', 'checks', 'kube-score', 'github.com/zegl/kube-score/cmd/kube-score', [
    'main.version',
  ]),
  tool('extras', 'checks', 'kustomize', 'sigs.k8s.io/kustomize/kustomize/v5', [
    'sigs.k8s.io/kustomize/api/provenance.version',
  ]),
  tool('extras', 'checks', 'actionlint', 'github.com/rhysd/actionlint/cmd/actionlint'),
  tool('extras', 'conftest', 'conftest', 'github.com/open-policy-agent/conftest', [
    'github.com/open-policy-agent/conftest/internal/version.Version',
  ]),
  tool('extras', 'ko', 'ko', 'github.com/google/ko'),
].map((each) => ({ ...each, module: 'extras' }));

export const toolList: readonly Tool[] = [
  ...images,
  ...release,
  ...controlPlane,
  ...extras,
  ...separate,
];

export const toolsOf = (stages: readonly StageName[]): Tool[] =>
  toolList.filter(({ stage }) => stages.includes(stage));

function tool(
  stage: StageName,
  group: string,
  name: string,
  goPackage: string,
  stamps?: readonly string[],
): Tool {
  return { stage, group, name, package: goPackage, ...(stamps && { stamps }) };
}

import { posix } from 'node:path';
import type { Environment } from '../../model/settings/environment.ts';
import type { ConfigRepository } from '../../model/settings/parse-settings.ts';

const head = (what: string): string => `#!/usr/bin/env bash
# ${what}
set -euo pipefail
export LC_ALL=C
`;

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** Paths in the scripts are relative to the config repository. */
interface Place {
  readonly repository: ConfigRepository;
  readonly environment: Environment;
  /** Name of the umbrella chart. */
  readonly chart: string;
  /** Files of the config repository. */
  readonly hasFile: (path: string) => boolean;
}

const inside = ({ repository, environment }: Place, path: string): string =>
  posix.relative(repository.root, path) || posix.relative(repository.root, environment.folder);

/** Helm, then kbld with the locks, then the encrypted objects: the snapshot. */
export function renderScript(place: Place): string {
  const { repository, environment, chart, hasFile } = place;
  const release = inside(place, environment.release);
  const values = environment.values.map((file) => inside(place, file)).filter(hasFile);
  const locks = [
    inside(place, environment.lockFolder),
    ...(environment.locks === 'shared' ? [] : ['app-locks/third-party.kbld.lock.yml']),
    'kbld-config.yaml',
  ];
  const folder = posix.relative(repository.root, environment.folder) || '.';
  const helm = [
    `helm template ${quote(repository.application)} umbrella-chart`,
    `--namespace=${quote(environment.namespace)}`,
    `--kube-version=${quote(environment.kubernetes)}`,
    '--include-crds --skip-tests',
    ...values.map((file) => `--values=${quote(file)}`),
    '--output-dir="$tree" > /dev/null',
  ];
  return `${head(`Renders ${environment.name} to ${release}/state.yaml, byte for byte as "nx render" does.`)}cd "$(dirname "$0")/../.."
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT

${helm.join(' \\\n  ')}

locks=()
for path in ${locks.map(quote).join(' ')}; do
  if [ -e "$path" ]; then locks+=(-f "$path"); fi
done
mkdir -p ${quote(release)}
{
  find "$tree/${chart}" -type f \\( -name '*.yaml' -o -name '*.yml' -o -name '*.json' \\) | sort |
    while IFS= read -r file; do cat "$file"; done |
    kbld -f - \${locks[@]+"\${locks[@]}"} --images-annotation=false
  for file in ${folder === '.' ? '' : `${quote(folder)}/`}*.sops.yaml; do
    case $file in *values.sops.yaml | *'*'*) continue ;; esac
    printf -- '---\\n'
    cat "$file"
  done
} > "$tree/state.yaml"
mv "$tree/state.yaml" ${quote(`${release}/state.yaml`)}
`;
}

/** The snapshot as it lies there; secrets are decrypted into the pipe to kapp alone. */
export function deployScript(place: Place): string {
  const { repository, environment } = place;
  const state = quote(`${inside(place, environment.release)}/state.yaml`);
  const folder = posix.relative(repository.root, environment.folder) || '.';
  const context =
    environment.context === undefined ? '' : ` --kubeconfig-context=${quote(environment.context)}`;
  return `${head(`Deploys ${inside(place, environment.release)}/state.yaml. Further options go to kapp, as --diff-changes or --diff-run.`)}cd "$(dirname "$0")/../.."
{
  awk '/^---$/ { if (!sealed) printf "%s", text; text = ""; sealed = 0 }
    { text = text $0 "\\n" }
    /^sops:/ { sealed = 1 }
    END { if (!sealed) printf "%s", text }' ${state}
  for file in ${folder === '.' ? '' : `${quote(folder)}/`}*.sops.yaml; do
    case $file in *values.sops.yaml | *'*'*) continue ;; esac
    printf -- '---\\n'
    sops decrypt "$file"
  done
} | kapp deploy --app=${quote(repository.application)} --namespace=${quote(environment.namespace)}${context} \\
  --wait-timeout=${quote(environment.waitTimeout)} --yes --file=- "$@"
`;
}

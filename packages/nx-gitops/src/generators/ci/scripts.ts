import type { Files } from '../write-missing.ts';
import type { CiPlan } from './normalize-options.ts';

/** Where the scripts lie; every forge runs the same ones. */
export const scriptFolder = '.ci/gitops';

/** A line that runs one of them. */
export const runScript = (script: string, ...args: readonly string[]): string =>
  ['sh', `${scriptFolder}/${script}.sh`, ...args].join(' ');

const script = (about: string, text: string): string => `#!/bin/sh\n# ${about}\nset -eu\n${text}`;

/** The steps of the pipeline as shell scripts. */
export const scripts = ({ project, environments, targets }: CiPlan): Files => ({
  'base.sh': script(
    'Says which commit HEAD is compared with: where it left NX_BASE. Says nothing where that cannot be told.',
    `git merge-base "\${NX_BASE:-}" HEAD 2> /dev/null || true
`,
  ),
  'check.sh': script(
    'What the hooks check, in every commit since NX_BASE: a hook can be passed by.',
    `base=$(sh ${scriptFolder}/base.sh)
if [ -z "$base" ]; then
  npx nx-gitops check --all
elif [ "$base" != "$(git rev-parse HEAD)" ]; then
  npx nx-gitops check --range "$base..HEAD"
fi
npx nx sync:check
`,
  ),
  'affected.sh': script(
    'Runs what a change has to pass in the projects that it affects, or in one share of them: affected.sh 2 5',
    `index=\${1:-1}
total=\${2:-1}
base=$(sh ${scriptFolder}/base.sh)
if [ "$total" -eq 1 ] && [ -n "$base" ]; then
  npx nx affected --targets=${targets.join(',')} --base="$base" --head=HEAD
  exit
fi
if [ -n "$base" ]; then
  all=$(npx nx show projects --affected --base="$base" --head=HEAD)
else
  all=$(npx nx show projects)
fi
share=$(printf '%s\\n' "$all" | sort | awk -v i="$index" -v n="$total" 'NF && NR % n == i % n' | paste -sd , -)
[ -z "$share" ] || npx nx run-many --targets=${targets.join(',')} --projects="$share"
`,
  ),
  'render.sh': script(
    'Builds and locks what is stale, renders, validates. Commits nothing.',
    `npx nx run-many --projects=${project} --targets=${environments.map((one) => targetOf('validate', one.name)).join(',')}
`,
  ),
  'release.sh': script(
    'The same, then commits locks and snapshots and pushes them. Leaves the commit in .nx-gitops/release.env.',
    `sh ${scriptFolder}/render.sh
npx nx run ${project}:publish
commit=$(git rev-parse HEAD)
status=0
npx nx-gitops why || status=$?
case $status in
  0) ;;
  2)
    echo 'The branch moved on while this ran: the pipeline of the newer commit deploys.'
    commit=
    ;;
  *) exit "$status" ;;
esac
mkdir -p .nx-gitops
echo "GITOPS_COMMIT=$commit" > .nx-gitops/release.env
`,
  ),
  'plan.sh': script(
    'Writes what deploys would change: .nx-gitops/plan.md, and .nx-gitops/plan-<environment>.json for deploy.sh.',
    `mkdir -p .nx-gitops
echo '## Plan' > .nx-gitops/plan.md
for environment in "$@"; do
  status=0
  plan=$(npx nx-gitops diff --environment="$environment" --out=".nx-gitops/plan-$environment.json" --format=markdown) || status=$?
  # 2 means that there is something to change.
  [ "$status" -eq 0 ] || [ "$status" -eq 2 ] || exit "$status"
  printf '\\n%s\\n' "$plan" >> .nx-gitops/plan.md
done
cat .nx-gitops/plan.md
`,
  ),
  'deploy.sh': script(
    'Brings the snapshot of the commit to an environment; with a plan, exactly that or nothing: deploy.sh production plan.json',
    `npx nx-gitops deploy --environment="$1" --yes \${2:+"--plan=$2"}
`,
  ),
  'drift.sh': script(
    'Fails where live objects differ from the snapshot; exit code 2 means drift.',
    `npx nx-gitops drift --environment="$1"
`,
  ),
  'preview.sh': script(
    'preview.sh show <name>, remove <name>, or collect: the previews whose time is over.',
    `case $1 in
  show) npx nx run ${project}:preview --name="$2" ;;
  remove) npx nx run ${project}:preview-delete --name="$2" ;;
  collect) npx nx run ${project}:preview-gc ;;
  *) echo "preview.sh: what is $1?" >&2 && exit 64 ;;
esac
`,
  ),
});

/** The one environment of the seed's layout has targets with plain names. */
const targetOf = (target: string, environment: string): string =>
  environment === 'default' ? target : `${target}-${environment}`;

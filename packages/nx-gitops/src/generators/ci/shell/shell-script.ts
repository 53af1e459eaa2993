import type { Files } from '../../write-missing.ts';
import type { CiPlan } from '../normalize-options.ts';
import { runScript, scriptFolder } from '../scripts.ts';

/** One script for a CI that is not known: what happened is its argument. */
export const shellFiles = (plan: CiPlan): Files => ({
  [`${scriptFolder}/pipeline.sh`]: pipelineText(plan),
});

const pipelineText = ({ environments, previews }: CiPlan): string => {
  const names = environments.map(({ name }) => name);
  const first = names[0] ?? 'default';
  return `#!/bin/sh
# The pipeline, for a CI of your own. It runs in a clone with the whole history and the packages installed.
#   pipeline.sh push                    on ${'the branch that is released'}: checks, release, deploy to ${first}
#   pipeline.sh change <base>           on a change that asks to be merged into <base>: checks, plan${
    previews
      ? `
#   pipeline.sh preview <name>          the change in a namespace of its own, e.g. pr-12
#   pipeline.sh closed <name>           takes that away`
      : ''
  }
#   pipeline.sh deploy <environment>    after somebody approved it
#   pipeline.sh schedule                drift of every environment${previews ? ', previews whose time is over' : ''}
set -eu
case $1 in
  push)
    # What was deployed last has passed: everything since then is checked.
    NX_BASE=\${NX_BASE:-$(npx nx-gitops history --environment=${first} --limit=1 --format=json | sed -n 's/.*"commit": "\\([0-9a-f]*\\)".*/\\1/p')}
    export NX_BASE
    ${runScript('check')}
    ${runScript('affected')}
    ${runScript('release')}
    if [ "$(cat .nx-gitops/release.env)" = 'GITOPS_COMMIT=' ]; then exit 0; fi
    ${runScript('deploy', first)}
    ;;
  change)
    NX_BASE=$2
    export NX_BASE
    ${runScript('check')}
    ${runScript('affected')}
    ${runScript('render')}
    ${runScript('plan', ...names)}
    ;;
${
  previews
    ? `  preview) ${runScript('preview', 'show', '"$2"')} ;;
  closed) ${runScript('preview', 'remove', '"$2"')} ;;
`
    : ''
}  deploy) ${runScript('deploy', '"$2"')} ;;
  schedule)
    status=0
    for environment in ${names.join(' ')}; do
      ${runScript('drift', '"$environment"')} || status=$?
    done
${
  previews
    ? `    ${runScript('preview', 'collect')}
`
    : ''
}    exit "$status"
    ;;
  *) echo "pipeline.sh: what is $1?" >&2 && exit 64 ;;
esac
`;
};

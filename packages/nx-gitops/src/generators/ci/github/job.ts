import { indent } from '../indent.ts';
import { installs } from '../installs.ts';
import type { CiPlan } from '../normalize-options.ts';
import { actions } from './actions.ts';

export interface Job {
  readonly name: string;
  /** Lines above the steps: needs, permissions and so on. */
  readonly head: string;
  readonly steps: readonly string[];
}

/** A job as text. No job may run for hours because something hangs. */
export const formatJob = ({ name, head, steps }: Job): string => `  ${name}:
    runs-on: ubuntu-latest
    timeout-minutes: 60
${indent(head, 4)}    steps:
${indent(steps.join(''), 6)}`;

interface SetUp {
  /** What is checked out in place of the commit of the event. */
  readonly ref?: string;
  /** The job pushes. */
  readonly pushes?: boolean;
}

/** The clone with its whole history, the tools, the packages. */
export const setUpSteps = ({ manager }: CiPlan, { ref, pushes = false }: SetUp = {}): string =>
  `- uses: ${actions.checkout}
  with:
    fetch-depth: 0
    persist-credentials: ${pushes}
${ref === undefined ? '' : `    ref: ${ref}\n`}- uses: ${actions.mise}
${manager === 'npm' ? '' : '- run: corepack enable\n'}- uses: ${actions.setupNode}
  with:
    node-version: 24
    cache: ${manager}
- run: ${installs[manager]}
`;

/** A builder, and the registry that images are pushed to and looked for in. */
export const registrySteps = (builds: boolean): string =>
  `${builds ? `- uses: ${actions.buildx}\n` : ''}- uses: ${actions.login}
  with:
    registry: \${{ vars.REGISTRY || 'ghcr.io' }}
    username: \${{ github.actor }}
    password: \${{ secrets.GITHUB_TOKEN }}
`;

/** A step that may have to open secrets. Without an age key at hand, sops asks the cloud. */
export const secretStep = (name: string, run: string): string => `- name: ${name}
  env:
    SOPS_AGE_KEY: \${{ secrets.SOPS_AGE_KEY }}
  run: ${run.includes('\n') ? `|\n${indent(run, 4).trimEnd()}` : run}
`;

/** The environment of a whole workflow. Who only reads the cache cannot put anything into it. */
export const cacheText = ({ remoteCache }: CiPlan, access: 'READ' | 'WRITE'): string =>
  remoteCache
    ? `env:
  NX_SELF_HOSTED_REMOTE_CACHE_SERVER: \${{ vars.NX_CACHE_SERVER }}
  NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN: \${{ secrets.NX_CACHE_${access}_TOKEN }}
`
    : '';

import { posix } from 'node:path';
import { environmentFiles, environmentSettings } from '../environment-files.ts';
import type { Files } from '../write-missing.ts';
import type { InitPlan } from './normalize-options.ts';

/** The files of a new config repository, relative to its folder. */
export const repositoryFiles = (plan: InitPlan): Files => ({
  'gitops.yaml': settingsText(plan),
  'umbrella-chart/Chart.yaml': `apiVersion: v2
name: umbrella-chart
description: All of ${plan.application}
type: application
version: 0.1.0
`,
  'umbrella-chart/values.yaml': `# What every chart sees. An environment overrides it in environments/<environment>/values.yaml.
global: {}
`,
  ...Object.assign({}, ...plan.environments.map(environmentFiles)),
});

const settingsText = ({ application, environments, folder }: InitPlan): string =>
  `# yaml-language-server: $schema=${posix.relative(folder, 'node_modules/nx-gitops/schemas/gitops.schema.json')}
application: ${application}
defaultEnvironment: ${environments[0]}
# "context" says which cluster an environment is in: kubectl config get-contexts
environments:
${environments.map((name) => environmentText(application, name)).join('')}`;

const environmentText = (application: string, name: string): string =>
  [
    `  ${name}:`,
    ...Object.entries(environmentSettings(application, name)).map(
      ([key, value]) => `    ${key}: ${value}`,
    ),
    '    # context: a context of your kubeconfig',
    '',
  ].join('\n');

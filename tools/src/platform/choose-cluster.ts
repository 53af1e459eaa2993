import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';

import { parse } from 'yaml';

import { ToolsError } from '../tools-error.ts';

export interface ForeignCluster {
  readonly context: string;
  readonly kubeconfig: string;
}

/** The cluster that `NX_GITOPS_CONTEXT` names; without it the platform starts a control plane of its own. */
export const chooseCluster = (env: NodeJS.ProcessEnv = process.env): ForeignCluster | undefined => {
  const context = env['NX_GITOPS_CONTEXT'];
  if (!context) return undefined;
  const files = (env['KUBECONFIG'] || join(homedir(), '.kube/config'))
    .split(delimiter)
    .filter(Boolean);
  const kubeconfig = files.find((file) => contextsOf(file).includes(context));
  if (kubeconfig) return { context, kubeconfig: resolve(kubeconfig) };
  throw new ToolsError(
    `NX_GITOPS_CONTEXT names the context "${context}", which is not in ${files.join(', ')}.`,
    'Set KUBECONFIG to the file that has it, or unset NX_GITOPS_CONTEXT to use the local control plane.',
  );
};

const contextsOf = (file: string): string[] => {
  if (!existsSync(file)) return [];
  const config = parse(readFileSync(file, 'utf8')) as { contexts?: { name: string }[] } | null;
  return (config?.contexts ?? []).map(({ name }) => name);
};

import { kubectl } from './cluster.ts';
import { readPlatformFile, withPlatform } from './platform-file.ts';
import type { Workspace } from './workspace.ts';

/** The workspace with the access of an account that may do nothing: `default` of a namespace. */
export async function withoutRights(
  workspace: Workspace,
  namespace = 'default',
): Promise<Workspace> {
  const { kubeconfig = '' } = await readPlatformFile();
  const text = await kubectl(['config', 'view', '--raw', `--kubeconfig=${kubeconfig}`]);
  const token = await kubectl(['create', 'token', 'default', `--namespace=${namespace}`]);
  const path = '.nx-gitops/weak.kubeconfig';
  await workspace.write(path, text.replace(/token: .*/, `token: ${token}`));
  return withPlatform(workspace, () => ({ kubeconfig: `${workspace.root}/${path}` }));
}

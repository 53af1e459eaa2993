import { kubectl } from './cluster.ts';
import { readPlatformFile, withPlatform } from './platform-file.ts';
import type { Workspace } from './workspace.ts';

/** The workspace with the access of an account that may do nothing: `default` of a namespace. */
export const withoutRights = async (
  workspace: Workspace,
  namespace = 'default',
): Promise<Workspace> =>
  withToken(
    workspace,
    await kubectl(['create', 'token', 'default', `--namespace=${namespace}`]),
    'weak',
  );

/** The workspace with this token, whatever it is worth. */
export const withToken = (
  workspace: Workspace,
  token: string,
  name = 'token',
): Promise<Workspace> =>
  withKubeconfig(workspace, name, (text) => text.replace(/token: .*/, `token: ${token}`));

/** The workspace with another address in the place of the API server. */
export const withServer = (workspace: Workspace, url: string): Promise<Workspace> =>
  withKubeconfig(workspace, 'server', (text) => text.replace(/server: .*/, `server: ${url}`));

async function withKubeconfig(
  workspace: Workspace,
  name: string,
  change: (text: string) => string,
): Promise<Workspace> {
  const { kubeconfig = '' } = await readPlatformFile();
  const text = await kubectl(['config', 'view', '--raw', `--kubeconfig=${kubeconfig}`]);
  const path = `.nx-gitops/${name}.kubeconfig`;
  await workspace.write(path, change(text));
  return withPlatform(workspace, () => ({ kubeconfig: `${workspace.root}/${path}` }));
}

import { parse } from 'yaml';
import { kubectl } from './cluster.ts';

interface Account {
  /** The context that it is used in. */
  readonly context: string;
  readonly namespace: string;
  readonly name: string;
}

/** A kubeconfig with a context for each service account, and no right beside theirs. */
export async function kubeconfigOf(...accounts: readonly Account[]): Promise<string> {
  const { clusters } = parse(await kubectl(['config', 'view', '--raw', '--minify'])) as {
    clusters: readonly { readonly name: string }[];
  };
  const users = await Promise.all(
    accounts.map(async ({ context, namespace, name }) => {
      const token = await kubectl(['create', 'token', name, `--namespace=${namespace}`]);
      return { name: context, user: { token } };
    }),
  );
  const cluster = clusters[0]?.name;
  const contexts = accounts.map(({ context: name }) => ({
    name,
    context: { cluster, user: name },
  }));
  return JSON.stringify({ apiVersion: 'v1', kind: 'Config', clusters, users, contexts });
}

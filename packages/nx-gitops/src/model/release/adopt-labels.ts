import { parseDocument } from 'yaml';
import { isTree, type Tree } from '../manifest/tree.ts';

const appLabel = 'kapp.k14s.io/app';

/**
 * Gives a workload the label that kapp put into the selector of the live one. A selector cannot be changed, so
 * without it the API server would refuse what kapp is going to apply.
 */
export function adoptLabels(kind: string, text: string, live: unknown): string {
  if (!['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'].includes(kind)) return text;
  const value = ['spec', 'selector', 'matchLabels', appLabel].reduce<unknown>(
    (node, key) => (isTree(node) ? (node as Tree)[key] : undefined),
    live,
  );
  if (typeof value !== 'string') return text;
  const document = parseDocument(text, { logLevel: 'silent' });
  document.setIn(['spec', 'selector', 'matchLabels', appLabel], value);
  document.setIn(['spec', 'template', 'metadata', 'labels', appLabel], value);
  return document.toString({ lineWidth: 0 });
}

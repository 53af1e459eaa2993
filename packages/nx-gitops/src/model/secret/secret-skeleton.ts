import { parseDocument, visit, type Document } from 'yaml';

/** An encrypted document as a validator may see it: no metadata of sops, no values, the same shape. */
export function toSkeleton(document: string): string {
  const tree = parseDocument(document, { logLevel: 'silent' });
  tree.delete('sops');
  if (tree.get('kind') === 'Secret') {
    tree.delete('data');
    tree.delete('stringData');
  }
  fillValues(tree);
  tree.commentBefore = null;
  return tree.toString();
}

/** Elsewhere a value may be required: a sample of its type stands for it. */
function fillValues(tree: Document): void {
  visit(tree, {
    Scalar: (_key, node) => {
      const type = /^ENC\[.*,type:(\w+)\]$/.exec(String(node.value))?.[1];
      if (type !== undefined) node.value = samples[type] ?? 'value';
    },
    Node: (_key, node) => {
      node.comment = null;
      node.commentBefore = null;
    },
  });
}

const samples: Readonly<Record<string, unknown>> = { int: 1, float: 1.5, bool: true };

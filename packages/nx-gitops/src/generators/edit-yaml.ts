import type { Tree } from '@nx/devkit';
import { parseDocument, type Document } from 'yaml';

/** Edits a YAML file in place: comments, order and the style of its lists and quotes stay. */
export function editYaml(tree: Tree, file: string, edit: (document: Document) => void): void {
  const text = tree.read(file, 'utf8') ?? '';
  const document = parseDocument(text);
  edit(document);
  tree.write(
    file,
    document.toString({
      lineWidth: 0,
      flowCollectionPadding: false,
      indentSeq: !/^\s*[\w-]+:\n- /m.test(text),
      singleQuote: !text.includes('"'),
    }),
  );
}

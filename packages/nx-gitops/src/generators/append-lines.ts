import type { Tree } from '@nx/devkit';

const plain = (line: string): string => line.trim().replaceAll(/^\/|\/$/g, '');

/** Adds the lines that an ignore file does not have yet. */
export function appendLines(tree: Tree, file: string, lines: readonly string[]): void {
  const text = tree.read(file, 'utf8') ?? '';
  const there = new Set(text.split('\n').map(plain));
  const missing = lines.filter((line) => !there.has(plain(line)));
  if (missing.length === 0) return;
  const begin = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  tree.write(file, `${begin}${missing.join('\n')}\n`);
}

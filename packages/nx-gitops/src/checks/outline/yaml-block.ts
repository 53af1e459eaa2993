import { step, type YamlCursor } from './yaml-cursor.ts';

/** The lines of a block scalar, without its indentation. */
export function readBlock(cursor: YamlCursor, indent: number): string {
  const block: string[] = [];
  for (let next = cursor.at + 1; next < cursor.lines.length; next += 1) {
    const line = cursor.lines[next]!;
    const blank = line.trim() === '';
    if (!blank && line.length - line.trimStart().length <= indent) break;
    block.push(line);
  }
  step(cursor, block.length);
  const margin = Math.min(
    ...block
      .filter((line) => line.trim() !== '')
      .slice(0, 1)
      .map((line) => line.length - line.trimStart().length),
    1e6,
  );
  return block
    .map((line) => line.slice(Math.min(margin, line.length - line.trimStart().length)))
    .join('\n')
    .trimEnd();
}

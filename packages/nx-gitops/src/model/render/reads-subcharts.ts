import { findActions, type TemplateFile } from './template-facts.ts';

const rootToName = /\b(?:include|template|block)\s+(?:"(?:[^"\\]|\\.)*"|`[^`]*`)\s+[.$](?![\w.])/g;
const text = /"(?:[^"\\]|\\.)*"|`[^`]*`/g;

/**
 * Why the templates of the umbrella chart itself may read the values of its subcharts; undefined where all that they
 * name is something else. `files` are those of the templates that they call too.
 */
export function readsSubcharts(
  files: readonly TemplateFile[],
  subcharts: ReadonlySet<string>,
): string | undefined {
  for (const file of files) {
    const blocks: boolean[] = [];
    for (const action of findActions(file.text)) {
      const body = action.replace(/^\{\{-?\s*|\s*-?\}\}$/g, '');
      const depth = blocks.filter(Boolean).length;
      const read = findRead(body.replace(rootToName, '').replace(text, '""'), depth, subcharts);
      if (read) return `${file.path} uses ${read}`;
      if (/^(?:with|range|if|define|block)\b/.test(body)) blocks.push(/^(?:with|range)/.test(body));
      else if (/^end\b/.test(body)) blocks.pop();
    }
  }
  return undefined;
}

function findRead(body: string, depth: number, subcharts: ReadonlySet<string>): string | undefined {
  if (/\bSubcharts\b/.test(body)) return '.Subcharts';
  if (/\.Chart\b(?!\.(?!Dependencies)[A-Z])/.test(body)) return '.Chart';
  for (const { index } of body.matchAll(/\bValues\b/g)) {
    const key = /^Values\.([A-Za-z_]\w*)/.exec(body.slice(index))?.[1];
    if (key === undefined) return 'all values';
    if (subcharts.has(key)) return `.Values.${key} of a subchart`;
  }
  // Inside of "with" and "range" the dot is another one; "$" never is.
  const isRoot = /(?<![\w)\].$])\$(?![\w.])/.test(body);
  const isDot = depth === 0 && /(?<![\w)\].$])\.(?![\w.])/.test(body);
  return isRoot || isDot ? 'all values' : undefined;
}

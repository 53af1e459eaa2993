import { digestOf, type RenderRecord } from './render-record.ts';

const opening = '---\n';

/** Where the documents of a snapshot begin. */
function findStarts(state: string): number[] {
  const starts = state.startsWith(opening) ? [0] : [];
  for (
    let at = state.indexOf(`\n${opening}`);
    at >= 0;
    at = state.indexOf(`\n${opening}`, at + 1)
  ) {
    starts.push(at + 1);
  }
  return starts;
}

export const countDocuments = (text: string): number => findStarts(text).length;

/** The parts of a snapshot that are as the record says, by unit. */
export function cutState(state: string, record: RenderRecord): Map<string, string> {
  const starts = findStarts(state);
  const segments = new Map<string, string>();
  let next = 0;
  for (const [name, unit] of [...record].sort(([a], [b]) => compareUnits(a, b))) {
    const from = starts[next] ?? state.length;
    next += unit.documents;
    const text = state.slice(from, starts[next] ?? state.length);
    if (digestOf([text]) === unit.state) segments.set(name, text);
  }
  return segments;
}

/** The order of their files: subcharts as their folders are sorted, then the umbrella chart itself. */
export function compareUnits(a: string, b: string): number {
  if (a === b) return 0;
  if (a === '' || b === '') return a === '' ? 1 : -1;
  return `${a}/` < `${b}/` ? -1 : 1;
}

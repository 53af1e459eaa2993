import { buildOutline } from './outline-builder.ts';
import { outlineFlow } from './outline-flow.ts';
import type { Outline } from './outline.ts';

/** The outline of JSON (several documents too); unlike `JSON.parse` it sees every duplicate key. */
export function outlineJson(text: string): Outline {
  const builder = buildOutline();
  let at = text.search(/[[{]/);
  let line = text.slice(0, Math.max(at, 0)).split('\n').length;
  while (at !== -1 && at < text.length) {
    const end = outlineFlow(builder, text, at, line, []);
    const next = text.slice(end).search(/[[{]/);
    if (next === -1) break;
    builder.nextDocument();
    line += text.slice(at, end + next).split('\n').length - 1;
    at = end + next;
  }
  return builder.done();
}

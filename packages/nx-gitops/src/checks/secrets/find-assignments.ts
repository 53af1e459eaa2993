import { mayBeSensitive } from '../values/sensitive-name.ts';
import { blankSubstitutions } from '../values/is-reference.ts';

export interface Assignment {
  readonly name: string;
  readonly value: string;
  /** Where the value stands in the text. */
  readonly offset: number;
  readonly quoted: boolean;
}

const assignment =
  /(?<![\w.$%]|\w-)(["'`]?)([A-Za-z_][\w.-]{0,80})\1[ \t]{0,20}(?::=|=>|[:=])[ \t]{0,20}(?:(?:b|r|f|u)?"((?:[^"\\\n]|\\.){0,4000})"|'([^'\n]{0,4000})'|([^\s"'`,;#&|<>()[\]{}][^\s,;"'`<>]{0,4000}))/g;
const option =
  /(?<![\w-])--?([A-Za-z][\w-]{0,60})[ \t]{1,4}(?:"([^"\n]{1,400})"|'([^'\n]{1,400})'|([^\s"'-][^\s"']{0,400}))/g;
const element = /<([A-Za-z][\w.-]{0,60})>([^<>\n]{3,400})<\/\1>/g;
const parameter = /[?&]([\w.-]{1,60})=([^&\s"'<>]{3,400})/g;
const variable =
  /\bvariable[ \t]+"([\w-]{1,80})"\s*\{[^{}]{0,800}?\bdefault[ \t]*=[ \t]*"([^"\n]{1,1000})"/g;
const attribute =
  /\b(?:key|name)\s{0,4}=\s{0,4}"([\w:.-]{1,80})"\s{1,8}value\s{0,4}=\s{0,4}"([^"\n]{1,1000})"/gi;

/** Everything in a text that gives a value to a name worth a look, in whatever language: `a=b`, `a: "b"`, `--a b`, `<a>b</a>`. */
export function* findAssignments(source: string): Iterable<Assignment> {
  const text = blankSubstitutions(source);
  for (const match of text.matchAll(assignment)) {
    if (!mayBeSensitive(match[2]!)) continue;
    const value = match[3] ?? match[4] ?? match[5] ?? '';
    const quoted = match[5] === undefined;
    yield { name: match[2]!, value, offset: match.index + match[0].length - value.length, quoted };
  }
  if (text.includes('--') || text.includes(' -')) {
    for (const match of text.matchAll(option)) {
      yield {
        name: match[1]!,
        value: match[2] ?? match[3] ?? match[4] ?? '',
        offset: match.index,
        quoted: false,
      };
    }
  }
  for (const [mark, form] of [
    ['&', parameter],
    ['variable', variable],
  ] as const) {
    if (!text.includes(mark)) continue;
    for (const match of text.matchAll(form)) {
      const value = match[2]!;
      const offset = match.index + match[0].lastIndexOf(value);
      yield { name: match[1]!, value, offset, quoted: true };
    }
  }
  if (text.includes('</')) {
    for (const match of text.matchAll(element)) {
      yield { name: match[1]!, value: match[2]!, offset: match.index, quoted: true };
    }
  }
  if (text.includes('value')) {
    for (const match of text.matchAll(attribute)) {
      yield { name: match[1]!, value: match[2]!, offset: match.index, quoted: true };
    }
  }
}

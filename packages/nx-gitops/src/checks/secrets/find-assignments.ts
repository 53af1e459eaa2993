import { mayBeSensitive, stems } from '../values/sensitive-name.ts';
import { blankSubstitutions } from '../values/is-reference.ts';

export interface Assignment {
  readonly name: string;
  readonly value: string;
  /** Where the value stands in the text. */
  readonly offset: number;
  readonly quoted: boolean;
  /** Nothing but their nearness says that the value belongs to the name. */
  readonly loose?: boolean;
}

/** A name that says nothing takes no value away from one inside it: `client = Client(token="x")`. */
const assignment = new RegExp(
  `(?<![\\w.$%]|\\w-|badge\\.svg\\?)(["'\`]?)(?=[\\w.-]{0,80}(?:${stems.source}))([A-Za-z_][\\w.-]{0,80})\\1[ \\t]{0,20}(?::?[ \\t]{1,3}&?[A-Za-z][\\w<>]{0,30}[ \\t]{0,3}=|:=|=>|[?+]?=|:)[ \\t]{0,20}(?:(?:b|r|f|u)?"((?:[^"\\\\\\n]|\\\\.){0,4000})"|'([^'\\n]{0,4000})'|([^\\s"'\`,;#&|<>()[\\]{}][^\\s,;"'\`<>]{0,4000}))`,
  'gi',
);
/** `SetPassword("x")`, `getenv("TOKEN", "x")`, `config['KEY'] = 'x'`, `#define KEY "x"`, `proxy_set_header X-Token x;` */
const sensitive =
  '(?:[A-Za-z_][\\w.-]{0,60})?(?:pass\\w{0,6}|pwd|secret|token|key|credentials?|authorization)';
const loose = new RegExp(
  `(?<![\\w.-])(?:["'](${sensitive})["'],[ \\t]{0,4}|["']?(${sensitive})(?:["']?[ \\t]{0,4}(?:=>?|:=?)[ \\t]{0,4}[\\w.]{1,40}\\([ \\t]{0,4}(?:["'][\\w.-]{1,60}["'],[ \\t]{0,4})?|["']?\\][ \\t]{0,4}=>?[ \\t]{0,4}|\\([ \\t]{0,4}|[ \\t]{1,20}))` +
    `(?:"([^"\\n]{8,400})"|'([^'\\n]{8,400})'|([^\\s"'\`<>|&;,(){}[\\]$%*-][^\\s"'\`<>|&;,(){}[\\]]{7,400}))(?=[\\s;,)]|$)`,
  'gim',
);
const option =
  /(?<![\w-])--?([A-Za-z][\w-]{0,60})[ \t]{1,4}(?:"([^"\n]{1,400})"|'([^'\n]{1,400})'|([^\s"'-][^\s"']{0,400}))/g;
const element = /<([A-Za-z][\w.-]{0,60})>([^<>\n]{3,400})<\/\1>/g;
const parameter = /(?<!badge\.svg)[?&]([\w.-]{1,60})=([^&\s"'<>]{3,400})/g;
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
    const quoted = match[5] !== value;
    const offset = match.index + match[0].length - value.length;
    const spoken = !quoted && /: *$/.test(match[0].slice(0, -value.length));
    yield {
      name: match[2]!,
      value,
      offset,
      quoted,
      loose: spoken && !beginsLine(text, match.index),
    };
  }
  for (const match of text.matchAll(loose)) {
    const value = match[3] ?? match[4] ?? match[5]!;
    const offset = match.index + match[0].length - value.length;
    const name = match[1] ?? match[2]!;
    const spaced = isSpacedSetting(text, match.index, match[0], value);
    yield { name, value, offset, quoted: match[5] === undefined, loose: !spaced };
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
    ['?', parameter],
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

/** A line of a name and a value, as Fluent Bit, Mosquitto and their like have settings. */
const isSpacedSetting = (text: string, offset: number, found: string, value: string): boolean =>
  /^[\w.-]+[ \t]+\S+$/.test(found) &&
  /\d/.test(value) &&
  /[A-Za-z]/.test(value) &&
  /(?:^|\n)[ \t]{0,80}$/.test(text.slice(Math.max(0, offset - 81), offset)) &&
  /^[ \t]{0,80}(?:\n|$)/.test(text.slice(offset + found.length, offset + found.length + 81));

/** Only marks of lists and quotes before it: a setting. Elsewhere `PASS: done` is what a program says. */
const beginsLine = (text: string, offset: number): boolean =>
  /(?:^|[\n{,])[ \t"'-]{0,80}$/.test(text.slice(Math.max(0, offset - 81), offset));

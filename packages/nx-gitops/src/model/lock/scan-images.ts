/** A string under a key `image`, and the line of a document that it is on. */
export interface ImageLine {
  readonly image: string;
  readonly line: number;
}

/** Where such a key may be; in a text as well. */
const candidate = /(?:^|[\s{[,])["']?image["']?\s*:|(?:^|\?|[&!]\S+)[ \t]*["']?image["']?\s*$/m;
/** A key with escapes in it, or a text that a key may repeat. */
const escaped = /"[^"\n]*\\[xuU][^"\n]*"\s*:|&\S+\s+"[^"\n]*\\[xuU]/;
const block = /(?:^|[\s:-])[|>][-+\d]*\s*(?:#.*)?$/m;
/** The key, and a name that is no number, boolean, null or date. */
const plain =
  /^(\s*(?:- +)*)(?:image|"image"|'image'): +(?:(?!(?:[tT]rue|TRUE|[fF]alse|FALSE|[nN]ull|NULL)\b)([a-zA-Z][\w./:@-]*)|"([\w./:@-]+)"|'([\w./:@-]+)')\s*(?:\s#.*)?$/;

/** The images of a document where each is on a line of its own; undefined where that takes parsing to tell. */
export function scanImages(document: string): readonly ImageLine[] | undefined {
  if (escaped.test(document)) return undefined;
  if (!candidate.test(document)) return [];
  if (block.test(document)) return undefined;
  const lines = document.split('\n');
  const found: ImageLine[] = [];
  for (const [at, line] of lines.entries()) {
    if (isOpen(line)) return undefined;
    if (!candidate.test(line)) continue;
    const [, indent = '', ...images] = plain.exec(line) ?? [];
    const image = images.find((one) => one !== undefined);
    if (image === undefined || goesOn(lines, at, indent.length)) return undefined;
    found.push({ image, line: at + 1 });
  }
  return found;
}

/** Perhaps the line ends inside of a string, a map or a list. */
const isOpen = (line: string): boolean =>
  /["'[\]{}]/.test(line) &&
  (isOdd(line, '"') ||
    isOdd(line, "'") ||
    line.includes('\\"') ||
    line.split(/[[{]/).length !== line.split(/[\]}]/).length);

const isOdd = (line: string, quote: string): boolean => line.split(quote).length % 2 === 0;

/** A line that is further in than a key belongs to its value. */
function goesOn(lines: readonly string[], at: number, indent: number): boolean {
  const next = lines.slice(at + 1).find((line) => line.trim() !== '') ?? '';
  return next.search(/\S/) > indent;
}

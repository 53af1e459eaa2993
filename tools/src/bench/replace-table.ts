/** A page with the text between the marks of a benchmark replaced; nothing where the marks are missing. */
export function replaceTable(page: string, name: string, text: string): string | undefined {
  const [begin, end] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`];
  const start = page.indexOf(begin);
  const stop = page.indexOf(end, start);
  if (start === -1 || stop === -1) return undefined;
  return `${page.slice(0, start + begin.length)}\n\n${text.trim()}\n\n${page.slice(stop)}`;
}

/**
 * Gives an annotation to a pod template of a document that kbld wrote: block style, sorted keys, two spaces. The
 * text around it stays byte for byte. Undefined where the template is not there.
 */
export function annotateTemplate(
  document: string,
  template: readonly string[],
  key: string,
  value: string,
): string | undefined {
  const lines = document.split('\n');
  let at = -1;
  for (const [depth, name] of [...template, 'metadata'].entries()) {
    const end = endOfBlock(lines, at, depth);
    const line = `${'  '.repeat(depth)}${name}:`;
    const found = lines.findIndex((one, index) => index > at && index < end && one === line);
    if (found === -1) return undefined;
    at = found;
  }
  const indent = '  '.repeat(template.length + 1);
  const entry = `${indent}  ${key}: ${JSON.stringify(value)}`;
  const end = endOfBlock(lines, at, template.length + 1);
  const own = lines.findIndex((one, i) => i > at && i < end && one === `${indent}annotations:`);
  if (own === -1) lines.splice(at + 1, 0, `${indent}annotations:`, entry);
  else {
    const last = endOfBlock(lines, own, template.length + 2);
    const earlier = lines.findIndex(
      (one, i) => i > own && i < last && one.startsWith(`${indent}  ${key}:`),
    );
    if (earlier === -1) lines.splice(placeOf(lines, own, indent, key), 0, entry);
    else lines[earlier] = entry;
  }
  return lines.join('\n');
}

/** The line behind a block: the first that is not indented by `depth` levels. */
function endOfBlock(lines: readonly string[], at: number, depth: number): number {
  const indent = '  '.repeat(depth);
  const end = lines.findIndex((line, i) => i > at && line !== '' && !line.startsWith(indent));
  return end === -1 ? lines.length : end;
}

/** Where a key belongs among the sorted ones. */
function placeOf(lines: readonly string[], own: number, indent: string, key: string): number {
  const end = endOfBlock(lines, own, indent.length / 2 + 1);
  const isEntry = new RegExp(`^${indent}  [^ ]`);
  for (let i = own + 1; i < end; i += 1) {
    const line = lines[i] ?? '';
    if (isEntry.test(line) && line.trim().replace(/^["']/, '') > key) return i;
  }
  return end;
}

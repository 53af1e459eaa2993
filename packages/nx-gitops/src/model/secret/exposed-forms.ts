/** Shorter values turn up by chance. */
const shortestExposed = 6;
const shortestLine = 16;

/**
 * What of secret values must not be readable in an object that is no Secret: values of six characters and more,
 * the lines (of sixteen and more) of those that have several; plain, encoded for a URL, in base64 at any offset.
 */
export function exposedForms(values: readonly string[]): string[] {
  const texts = values.flatMap((value) => [
    ...(value.trim().length >= shortestExposed ? [value, value.trim()] : []),
    ...value.split('\n').filter((line) => line.trim().length >= shortestLine),
  ]);
  return [...new Set(texts.flatMap((text) => [text, encodeURIComponent(text), ...inBase64(text)]))];
}

/** The characters that the value alone decides, whatever stands before and after it. */
function inBase64(text: string): string[] {
  return [0, 1, 2].map((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]);
    const encoded = bytes.toString('base64').replace(/=+$/, '');
    const whole = Math.floor((bytes.length * 8) / 6);
    return encoded.slice(offset === 0 ? 0 : offset + 1, whole);
  });
}

const shortest = 32;

const isBase64 = Array.from({ length: 128 }, (_, code) =>
  /[A-Za-z0-9+/]/.test(String.fromCharCode(code)),
);

/** The long runs of base64 in a text. A run of 32 characters covers one of every 32 places: only these are looked at. */
export function* base64Runs(text: string): Iterable<{ run: string; offset: number }> {
  for (let at = shortest - 1; at < text.length; at += shortest) {
    if (!isBase64[text.charCodeAt(at)]) continue;
    let start = at;
    while (start > 0 && isBase64[text.charCodeAt(start - 1)]) start -= 1;
    let end = at + 1;
    while (isBase64[text.charCodeAt(end)]) end += 1;
    if (
      end - start >= shortest &&
      !/[=_-]/.test(text[start - 1] ?? ' ') &&
      !/[_-]/.test(text[end] ?? ' ')
    ) {
      yield { run: text.slice(start, end), offset: start };
    }
    at += shortest * Math.floor((end - 1 - at) / shortest);
  }
}

/** Bits per character of a text, from how often each of its characters occurs. */
export function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const char of value) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values())
    bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}

/** A value that no person would write as a name or a word: made by a generator, or a strong password. */
export function isRandom(value: string): boolean {
  if (value.length < 8 || /\s/.test(value)) return false;
  if (/^[0-9a-f-]+$/i.test(value) && value.length >= 16)
    return /\d/.test(value) && /[a-f]/i.test(value);
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(value)).length;
  if (kinds < 2 || !/\d/.test(value))
    return value.length >= 20 && kinds >= 2 && mixesCase(value) > 5;
  if (isWordy(value)) return false;
  return entropy(value) >= Math.min(3.2, Math.log2(value.length) * 0.75);
}

/** How often a lower letter and a capital stand side by side; words in camelCase do it rarely. */
const mixesCase = (value: string): number =>
  (value.match(/[a-z][A-Z]|[A-Z]{2}[a-z]/g) ?? []).length;

/** Words joined by marks, with at most a number at the end: `my-app-v2`, `kube_prometheus_3`. */
const isWordy = (value: string): boolean =>
  /^[A-Za-z]+(?:[-_./:][A-Za-z]+)*(?:[-_./:]?v?\d{1,4})?$/.test(value) &&
  mixesCase(value) < 4 &&
  !isUnspeakable(value) &&
  !/[a-z]\d/.test(value.replace(/v?\d+$/, ''));

/** Words of any language have more vowels than chance gives. */
const isUnspeakable = (value: string): boolean => {
  const letters = value.replace(/[^A-Za-z]/g, '');
  const vowels = letters.replace(/[^aeiouy]/gi, '').length;
  return letters.length >= 10 && /[a-z][A-Z]/.test(letters) && vowels < letters.length / 4;
};

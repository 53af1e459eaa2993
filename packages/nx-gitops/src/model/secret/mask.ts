/** Hides the secret values of a run in whatever is said to a person. */
export interface Mask {
  readonly add: (values: readonly string[]) => void;
  readonly hide: (text: string) => string;
  /** There is nothing to hide. */
  readonly isEmpty: () => boolean;
}

/** Shorter values would hide half of every text, and guessing them needs no log. */
const shortest = 4;

export function createMask(): Mask {
  const forms = new Set<string>();
  let sorted: string[] | undefined;
  return {
    add: (values) => {
      values.flatMap(formsOf).forEach((form) => forms.add(form));
      sorted = undefined;
    },
    isEmpty: () => forms.size === 0,
    hide: (text) => {
      sorted ??= [...forms].sort((a, b) => b.length - a.length);
      return sorted.reduce((hidden, form) => hidden.replaceAll(form, '***'), text);
    },
  };
}

/** A value as tools may show it: whole, by lines, escaped, encoded for a URL or in base64. */
function formsOf(value: string): string[] {
  const lines = value.split(/\r?\n/).map((line) => line.trim());
  return [value, ...lines]
    .filter((text) => text.trim().length >= shortest)
    .flatMap((text) => [
      text,
      JSON.stringify(text).slice(1, -1),
      encodeURIComponent(text),
      ...base64Forms(text),
    ]);
}

/** Also without the end that depends on what follows, and of a value that ends its line. */
const base64Forms = (text: string): string[] =>
  [text, `${text}\n`].map((each) => Buffer.from(each).toString('base64').replace(/=+$/, ''));

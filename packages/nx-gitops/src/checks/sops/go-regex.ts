export type Matcher = (text: string) => boolean;

const quantifiedGroup = /\)[*+?{]/;

/**
 * A regular expression of Go, unanchored as sops uses it; nothing where it is none.
 * What JavaScript reads alike and in good time runs there, the rest in a port of RE2.
 */
export async function compileGoRegex(source: string): Promise<Matcher | undefined> {
  const simple =
    /^[\w\s^$|().\\/*+?[\]{}:,@%=~'"&!#;<>-]*$/.test(source) &&
    !/\(\?|\[\[|\\[zAQEpP]|\{/.test(source);
  if (simple && !quantifiedGroup.test(source) && (source.match(/[*+]/g) ?? []).length < 4) {
    try {
      const expression = new RegExp(source);
      return (text) => expression.test(text.slice(0, 2000));
    } catch {
      // RE2 decides.
    }
  }
  const { RE2JS } = await import('re2js');
  try {
    const compiled = RE2JS.compile(source);
    return (text) => compiled.matcher(text.slice(0, 2000)).find();
  } catch {
    return undefined;
  }
}

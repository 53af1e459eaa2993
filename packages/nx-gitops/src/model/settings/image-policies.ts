import { validRange } from 'semver';
import * as v from 'valibot';

const isPattern = (text: string): boolean => {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
};

/** One entry of "images" in `gitops.yaml`: which versions of a third-party image may come in. */
export const ImagePolicy = v.strictObject({
  image: v.pipe(
    v.string(),
    v.nonEmpty(),
    v.description('The image without its tag, as the chart writes it, e.g. "redis".'),
  ),
  range: v.optional(
    v.pipe(
      v.string(),
      v.check((text) => validRange(text) !== null, 'Expected a semver range such as "^7.2"'),
      v.description('The newest version in this semver range.'),
    ),
  ),
  pattern: v.optional(
    v.pipe(
      v.string(),
      v.check(isPattern, 'Expected a regular expression'),
      v.description(
        'Tags have to match this regular expression; its group "version" is what is compared.',
      ),
    ),
  ),
});
export type ImagePolicy = v.InferOutput<typeof ImagePolicy>;

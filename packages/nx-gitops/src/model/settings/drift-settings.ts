import * as v from 'valibot';

const strings = (description: string) =>
  v.optional(v.pipe(v.array(v.string()), v.minLength(1), v.description(description)));

/** The part "drift" of `gitops.yaml`: which differences are expected. */
export const DriftSettings = v.strictObject({
  ignore: v.optional(
    v.array(
      v.strictObject({
        kind: v.optional(v.string()),
        name: v.optional(v.string()),
        paths: strings('Fields such as "spec.replicas", with everything below them.'),
        managers: strings('Field managers, by the beginning of their names.'),
      }),
    ),
  ),
});

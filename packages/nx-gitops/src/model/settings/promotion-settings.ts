import * as v from 'valibot';
import { durationPattern, parseDuration } from '../duration.ts';

/** The part "promotion" of an environment in `gitops.yaml`: what has to hold before locks come in. */
export const PromotionSettings = v.strictObject({
  from: v.optional(
    v.pipe(v.string(), v.description('The environment that "promote" takes the locks from.')),
  ),
  soak: v.optional(
    v.pipe(
      v.string(),
      v.regex(durationPattern, 'Expected a duration such as "24h" or "2d"'),
      v.description('How long the source has to have run an image before it is promoted.'),
    ),
  ),
  healthy: v.optional(
    v.pipe(
      v.boolean(),
      v.description('Everything in the source has to be ready at that moment (default true).'),
    ),
  ),
  registries: v.optional(
    v.pipe(
      v.record(v.string(), v.string()),
      v.description(
        'Where this environment takes images from: prefix of an image in the source → prefix here.',
      ),
    ),
  ),
});
export type PromotionSettings = v.InferOutput<typeof PromotionSettings>;

/** The settings with every default filled in. */
export interface Promotion {
  readonly from: string | undefined;
  /** Milliseconds. */
  readonly soak: number;
  readonly healthy: boolean;
  readonly registries: Readonly<Record<string, string>>;
}

export const normalizePromotion = (settings: PromotionSettings = {}): Promotion => ({
  from: settings.from,
  soak: settings.soak === undefined ? 0 : parseDuration(settings.soak),
  healthy: settings.healthy ?? true,
  registries: settings.registries ?? {},
});

/** The reference that an environment uses for an image of the source; the longest prefix counts. */
export function mapRegistry(reference: string, registries: Promotion['registries']): string {
  const prefix = Object.keys(registries)
    .filter((one) => reference.startsWith(`${one}/`))
    .sort((a, b) => b.length - a.length)[0];
  return prefix === undefined
    ? reference
    : `${registries[prefix] ?? ''}${reference.slice(prefix.length)}`;
}

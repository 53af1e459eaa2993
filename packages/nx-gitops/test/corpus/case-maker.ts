import { credentials, type Credentials } from './credentials.ts';
import type { CorpusCase } from './corpus-case.ts';
import { seeded, type Seeded } from './seeded.ts';
import { sopsText, type SopsText } from './sops-text.ts';

export interface Tools {
  readonly made: Credentials;
  readonly random: Seeded;
  readonly sops: SopsText;
}

/** Path and text of one case, or several files with the judged one first. */
export interface CaseMaker {
  readonly category: string;
  readonly path: string;
  readonly structural?: boolean;
  readonly make: (tools: Tools) => string | Readonly<Record<string, string>>;
}

/** Each maker's cases, `variants` of them, all from one seed. */
export function makeCases(
  makers: readonly CaseMaker[],
  leak: boolean,
  variants: number,
  seed: number,
): CorpusCase[] {
  return makers.flatMap((maker, index) =>
    Array.from({ length: variants }, (_, variant) => {
      const random = seeded(seed * 1_000_003 + index * 101 + variant);
      const made = credentials(random);
      const result = maker.make({ random, made, sops: sopsText(random, made) });
      return {
        category: maker.category,
        name: `${maker.category} ${maker.path} #${variant}`,
        files: typeof result === 'string' ? { [maker.path]: result } : result,
        leak,
        structural: maker.structural ?? false,
      };
    }),
  );
}

export const encode = (text: string): string => Buffer.from(text).toString('base64');

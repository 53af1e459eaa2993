import { beforeAll, describe, expect, it } from 'vitest';
import { makeCases } from '../../test/corpus/case-maker.ts';
import { judgeCase, type CorpusCase } from '../../test/corpus/corpus-case.ts';
import { harmless } from '../../test/corpus/harmless.ts';
import { formatLeaks } from '../../test/corpus/leaks-formats.ts';
import { manifestLeaks } from '../../test/corpus/leaks-manifests.ts';
import { serviceLeaks } from '../../test/corpus/leaks-services.ts';
import { settingLeaks } from '../../test/corpus/leaks-settings.ts';
import { lookalikes } from '../../test/corpus/lookalikes.ts';
import { sopsLeaks } from '../../test/corpus/leaks-sops.ts';

const seed = Number(process.env.CORPUS_SEED ?? 5);
const leaks = makeCases(
  [...manifestLeaks, ...settingLeaks, ...formatLeaks, ...serviceLeaks, ...sopsLeaks],
  true,
  4,
  seed,
);
const quiet = makeCases([...harmless, ...lookalikes], false, 5, seed);

interface Judged {
  readonly corpusCase: CorpusCase;
  readonly alarm: boolean;
}

describe('the labelled corpus', () => {
  const judged: Judged[] = [];
  beforeAll(async () => {
    for (const corpusCase of [...leaks, ...quiet]) {
      judged.push({ corpusCase, alarm: (await judgeCase(corpusCase)).length > 0 });
    }
    console.log(tableOf(judged));
  }, 120_000);

  const wrong = (leak: boolean, structural = false): string[] =>
    judged
      .filter(
        ({ corpusCase, alarm }) =>
          corpusCase.leak === leak && alarm !== leak && (!structural || corpusCase.structural),
      )
      .map(({ corpusCase }) => corpusCase.name);

  it('is large enough to mean something', () => {
    expect(leaks.length).toBeGreaterThanOrEqual(150);
    expect(quiet.length).toBeGreaterThanOrEqual(150);
  });
  it('finds at least 99 % of the leaks', () => {
    expect(1 - wrong(true).length / leaks.length, wrong(true).join('\n')).toBeGreaterThanOrEqual(
      0.99,
    );
  });
  it('misses nothing that structure alone decides', () => {
    expect(wrong(true, true)).toEqual([]);
  });
  it('raises at most 1 % false alarms', () => {
    expect(wrong(false).length / quiet.length, wrong(false).join('\n')).toBeLessThanOrEqual(0.01);
  });
  it('raises none on sops files, locks, empty Secrets, Helm references and secret operators', () => {
    expect(wrong(false, true)).toEqual([]);
  });
});

function tableOf(judged: readonly Judged[]): string {
  const rows = new Map<string, { cases: number; right: number }>();
  for (const { corpusCase, alarm } of judged) {
    const name = `${corpusCase.leak ? 'leak    ' : 'harmless'}  ${corpusCase.category}`;
    const row = rows.get(name) ?? { cases: 0, right: 0 };
    row.cases += 1;
    if (alarm === corpusCase.leak) row.right += 1;
    rows.set(name, row);
  }
  return [...rows]
    .map(([name, { cases, right }]) => `${name.padEnd(34)} ${right}/${cases}`)
    .join('\n');
}

import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createUmbrella, type Umbrella } from '../workspace/umbrella.ts';
import { charts, edits, editable } from '../workspace/umbrella-edits.ts';

/** Of each round: what is edited before which render, e.g. [[{what: "a hook", chart: "plain", n: 3}]]. */
const edit = fc.record({
  what: fc.constantFrom(...Object.keys(edits)),
  chart: fc.constantFrom(...charts),
  n: fc.integer({ min: 1, max: 9999 }),
});
const round = fc.array(fc.array(edit, { minLength: 1, maxLength: 4 }), {
  minLength: 1,
  maxLength: 3,
});

/** The message of a failure has its seed: RENDER_SEED repeats it. A larger RENDER_RUNS looks longer. */
const rounds = Number(process.env['RENDER_RUNS'] ?? 14);
const seed = process.env['RENDER_SEED'];

let umbrella: Umbrella;

beforeAll(async () => {
  umbrella = await createUmbrella(editable);
  await umbrella.render();
  umbrella.mark();
});
afterAll(() => umbrella?.dispose());

/** What a render makes of the files: a snapshot, or an error that leaves the earlier one as it was. */
async function attempt(full: boolean): Promise<{ error?: string; files: Record<string, string> }> {
  const before = await umbrella.snapshot();
  try {
    await umbrella.render(full);
    return { files: await umbrella.snapshot() };
  } catch (error) {
    const files = await umbrella.snapshot();
    expect(files).toEqual(before);
    return { error: String(error), files };
  }
}

/** Answers whether it was refused, by both in the same words. */
async function renderTwice(): Promise<boolean> {
  const partial = await attempt(false);
  const full = await attempt(true);
  expect(partial).toEqual(full);
  return full.error !== undefined;
}

it.each(Object.keys(edits))('is the full render after an edit of %s', async (what) => {
  umbrella.reset();
  await edits[what]!(umbrella, { chart: 'second', n: 11 });
  expect(await renderTwice()).toBe(what === 'a value that the schema refuses');
});

it('is the full render after any edits', { timeout: 20_000 * rounds }, async () => {
  const refused: boolean[] = [];
  const property = fc
    .asyncProperty(round, async (steps) => {
      for (const step of steps) {
        for (const { what, ...given } of step) await edits[what]!(umbrella, given);
        refused.push(await renderTwice());
      }
    })
    .beforeEach(() => umbrella.reset());
  await fc.assert(property, {
    numRuns: rounds,
    ...(seed === undefined ? {} : { seed: Number(seed) }),
  });
  expect(refused.filter((one) => !one).length).toBeGreaterThan(refused.length / 2);
});

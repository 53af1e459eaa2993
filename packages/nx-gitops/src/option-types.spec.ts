import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

interface OptionTypes {
  readonly listOptionTypes: () => readonly { readonly file: string; readonly text: string }[];
}

const script = new URL('../generate-option-types.mjs', import.meta.url).href;
const { listOptionTypes } = (await import(script)) as OptionTypes;

describe('the option types', () => {
  it.each(listOptionTypes())('follow from schema.json: $file', async ({ file, text }) => {
    expect(await readFile(file, 'utf8')).toBe(text);
  });
});

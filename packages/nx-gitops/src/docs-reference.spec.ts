import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

interface Reference {
  readonly formatReference: () => string;
  readonly referenceFile: string;
}

const script = new URL('../generate-reference.mjs', import.meta.url).href;

it('docs/reference.md says what the schemas say: node packages/nx-gitops/generate-reference.mjs', async () => {
  const { formatReference, referenceFile } = (await import(script)) as Reference;
  expect(await readFile(referenceFile, 'utf8')).toBe(formatReference());
});

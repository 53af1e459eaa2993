import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { errorCodes } from './model/errors.ts';

const page = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8');
const sections = page.split(/^## /m).slice(1);

describe('docs/errors.md', () => {
  it('has a section for every code, and no other', () => {
    expect(sections.map((section) => section.split('\n')[0]).sort()).toEqual(
      [...errorCodes].sort(),
    );
  });

  it.each(errorCodes)('says what to do: %s', (code) => {
    const section = sections.find((text) => text.startsWith(`${code}\n`));

    expect(section).toContain('**Do:**');
  });
});

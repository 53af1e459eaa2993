import { expect, it } from 'vitest';
import { cutSections } from './value-sections.ts';

const cut = (text: string) => {
  const sections = cutSections(text);
  return sections && Object.fromEntries(sections);
};

it('cuts at the top-level keys; comments before the next one belong to none', () => {
  expect(cut('a:\n  b: 1\n\n# of c\nc: 2\n"d":\n- e\n')).toEqual({
    a: 'a:\n  b: 1\n',
    c: 'c: 2\n',
    d: '"d":\n- e\n',
  });
});

it('leaves the text of a block scalar whole', () => {
  const text = 'a: |\n  x: 1\n  # no comment\nb: 2\n';
  expect(cut(text)).toEqual({ a: 'a: |\n  x: 1\n  # no comment\n', b: 'b: 2\n' });
});

it('takes no line of a quoted text or of a flow collection for a key', () => {
  expect(cut('a: {\n  b: 1 }\nc: 2\n')).toEqual({ a: 'a: {\n  b: 1 }\n', c: 'c: 2\n' });
  expect(cut('a: {\nb: 1\n}\nc: 2\n')).toBeUndefined();
  expect(Object.keys(cut('a: "x\n  b: y"\nc: 2\n') ?? {})).toEqual(['a', 'c']);
});

it.each([
  ['an anchor', 'a: &x\n  b: 1\nc: *x\n'],
  ['a merge', 'a:\n  <<: {b: 1}\n'],
  ['a key that is there twice', 'a: 1\na: 2\n'],
  ['several documents', 'a: 1\n---\nb: 1\n'],
  ['a flow mapping', '{a: 1}\n'],
  ['what is no mapping', '- a\n'],
])('does not cut %s', (_what, text) => {
  expect(cut(text)).toBeUndefined();
});

import { expect, it } from 'vitest';
import { findImages, findPinned, isByDigest, readImages } from './images-in-manifests.ts';

const images = (text: string): string[] => findImages(text, 'x.yaml').map(({ image }) => image);

it('finds images in every form that YAML has for them', () => {
  expect(images('a:\n  - image: one\n  - name: x\n    image: "two:1"\n')).toEqual(['one', 'two:1']);
  expect(images('{containers: [{image: \'three\'}, {"image":"four"}]}\n')).toEqual([
    'three',
    'four',
  ]);
  expect(images('"image": five # six\n')).toEqual(['five']);
});

it.each([
  'image:\n  one\n',
  'image:\n  "one"\n',
  'image: >-\n  one\n',
  'a:\n  - image: |-\n      one\n',
  'image: "o\\\n  ne"\n',
  'image:\tone\n',
  'image : one\n',
  'image: !!str one\n',
  'image: &a one\n',
  'a: &a one\nb: {x: y, image: *a}\n',
  '? image\n: one\n',
  '? >-\n  image\n: one\n',
  '&key image: one\n',
  '"im\\x61ge": one\n',
  'a: &key image\nb: {*key : one}\n',
  '{ "image" :\n    one }\n',
  '[image: one,\n  a]\n',
  '{"a":"\\"","image":"one"}\n',
  '{\n  "image": "one"\n}\n',
])('finds the image in %j', (text) => {
  expect(images(text)).toEqual(['one']);
});

it('reads a name that goes on in the next line as a whole', () => {
  expect(images('image: one\n  two\nb: c\n')).toEqual(['one two']);
  expect(images('{\n  image: one\n  two\n}\n')).toEqual(['one two']);
});

it('passes over what is no image: other keys, maps, other values, text inside of a string', () => {
  expect(images('sidecarImage: no\nimage:\n  repository: no\nimagePullPolicy: Always\n')).toEqual(
    [],
  );
  expect(images('data:\n  file: |\n    image: no\n  image: yes-it-is\n')).toEqual(['yes-it-is']);
  expect(images('args:\n  - |\n    image: no\n')).toEqual([]);
  expect(images('a: "b\n  image: no\n  c"\n')).toEqual([]);
  for (const value of ['true', 'null', '~', '5', '1.27', '[no]', ''])
    expect(images(`a: b\nimage: ${value}\n`), value).toEqual([]);
});

it('says where', () => {
  expect(findImages('a: 1\nimage: x\n---\nb: 1\nimage:\n  y\n', 'f')).toEqual([
    { image: 'x', file: 'f', line: 2 },
    { image: 'y', file: 'f', line: 6 },
  ]);
});

it('says whether there may be others', () => {
  expect(readImages('a: 1\nimage:\n  x\n', 'f').isCertain).toBe(true);
  expect(readImages('a: [\nb,\nimage: x]\n', 'f').isCertain).toBe(false);
});

it('finds references by digest wherever search rules may have pinned them', () => {
  const [one, two] = ['1', '2'].map((digit) => `sha256:${digit.repeat(64)}`);
  const text = `args: ["--image=r.example:5000/a:1@${one}", 'b@${two}']\nsidecar: docker://r/c@${one}\nnote: d@sha256:1\n`;
  expect(findPinned(text, 'f')).toEqual([
    { image: `r.example:5000/a:1@${one}`, file: 'f', line: 1 },
    { image: `b@${two}`, file: 'f', line: 1 },
    { image: `docker://r/c@${one}`, file: 'f', line: 2 },
  ]);
});

it('tells a digest from a tag', () => {
  expect(isByDigest(`x@sha256:${'0'.repeat(64)}`)).toBe(true);
  expect(isByDigest('x:sha256')).toBe(false);
});

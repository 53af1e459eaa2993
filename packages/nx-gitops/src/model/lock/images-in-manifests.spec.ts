import { expect, it } from 'vitest';
import { findImages, isByDigest } from './images-in-manifests.ts';

const images = (text: string): string[] => findImages(text, 'x.yaml').map(({ image }) => image);

it('finds images in every form that YAML has for them', () => {
  expect(images('a:\n  - image: one\n  - name: x\n    image: "two:1"\n')).toEqual(['one', 'two:1']);
  expect(images('{containers: [{image: \'three\'}, {"image":"four"}]}\n')).toEqual([
    'three',
    'four',
  ]);
  expect(images('"image": five # six\n')).toEqual(['five']);
});

it('passes over what is no image: other keys, maps, text inside of a block scalar', () => {
  expect(images('sidecarImage: no\nimage:\n  repository: no\nimagePullPolicy: Always\n')).toEqual(
    [],
  );
  expect(images('data:\n  file: |\n    image: no\n  image: yes-it-is\n')).toEqual(['yes-it-is']);
});

it('says where', () => {
  expect(findImages('a: 1\nimage: x\n', 'f')).toEqual([{ image: 'x', file: 'f', line: 2 }]);
});

it('tells a digest from a tag', () => {
  expect(isByDigest(`x@sha256:${'0'.repeat(64)}`)).toBe(true);
  expect(isByDigest('x:sha256')).toBe(false);
});
